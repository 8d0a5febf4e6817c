"""A new edition, whenever something that visitors' pages show was changed."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from shop.edition.models import Change

KEPT = timedelta(hours=3)


def changed() -> None:
    """To be called in the transaction that changes something: from its commit on, no stored page is shown again.

    One row a transaction is enough. The mark goes with the row should the savepoint around both be rolled back.
    """
    if connection.in_atomic_block:
        if any(callback is _mark for _, callback, *_ in connection.run_on_commit):
            return
        transaction.on_commit(_mark)
    Change.objects.create()


def _mark() -> None:
    pass


def tidy(*, now: datetime) -> None:
    """Pages are stored for less time than rows are kept, so no page of an edition long gone can come back."""
    Change.objects.filter(made_at__lt=now - KEPT).delete()
