"""What visitors read is an edition: it lasts until something that their pages show is changed."""

import secrets

from django.db import models


def any_number() -> int:
    return secrets.randbits(40)


class Change(models.Model):
    """One row a transaction that changed what visitors see. The sum of their numbers names the edition.

    Rows are only added, so nobody ever waits for a lock; and a row counts from the instant its transaction is
    committed, which neither a counter's value nor a time could promise.
    """

    number = models.PositiveBigIntegerField(default=any_number)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M:%S}"
