"""A provider is asked outside of any transaction: rows would stay locked for as long as it takes to answer."""

from django.db import connection


class InsideATransaction(RuntimeError):
    """A mistake of ours, never the customer's."""


def outside_any_transaction() -> None:
    """The one in which a test stands does not count; Django tells it apart in the same way for durable blocks."""
    blocks: list = connection.atomic_blocks
    if any(not block._from_testcase for block in blocks):
        raise InsideATransaction("A provider of payments may not be asked inside a transaction.")
