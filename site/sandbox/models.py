"""Accounts, what was taken from them and given back, and the statement that says so.

Nobody of the house may do anything here by a permission: it is another company's.
"""

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

WRONG_SECRETS_ALLOWED = 5


def fresh_code() -> str:
    return secrets.token_urlsafe(18)


def fresh_number() -> str:
    return f"T{secrets.randbelow(10**12):012d}"


class Account(models.Model):
    class Kind(models.TextChoices):
        CUSTOMER = "customer", "Customer"
        CAFE = "cafe", "Café"
        SUPPLIER = "supplier", "Supplier"

    number = models.CharField(max_length=12, unique=True)
    holder = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    secret = models.CharField(max_length=128, editable=False, help_text="Hashed.")
    wrong_secrets = models.PositiveSmallIntegerField(default=0)
    currency = models.CharField(max_length=3, default="GBP")
    balance = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    is_closed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.CheckConstraint(name="no_account_below_nothing", condition=Q(balance__gte=0))]

    def __str__(self) -> str:
        return f"{self.number} {self.holder}"

    @property
    def spaced(self) -> str:
        """As it is printed."""
        return f"{self.number[:4]} {self.number[4:]}"

    @property
    def is_locked(self) -> bool:
        return self.wrong_secrets >= WRONG_SECRETS_ALLOWED


class Debit(models.Model):
    """What a client asked us to take from whoever pays it. One for each key, whatever happens."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for the payer"
        DONE = "done", "Paid"
        DECLINED = "declined", "Declined"
        EXPIRED = "expired", "Expired"

    key = models.UUIDField(unique=True)
    code = models.CharField(max_length=40, unique=True, default=fresh_code, editable=False)
    payer = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="debits")
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=140)
    return_to = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    number = models.CharField("transaction number", max_length=20, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_debit_takes_something", condition=Q(amount__gt=0)),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="one_debit_a_number"),
            models.CheckConstraint(
                name="a_paid_debit_has_its_number",
                condition=~Q(state="done") | (~Q(number="") & Q(payer__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} {self.currency}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class Refund(models.Model):
    key = models.UUIDField(unique=True)
    debit = models.ForeignKey(Debit, on_delete=models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    number = models.CharField("transaction number", max_length=20, unique=True, default=fresh_number)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(name="a_refund_gives_something", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.amount} back of {self.debit}"


class Entry(models.Model):
    """A line of a statement: written once."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    amount = models.DecimalField(max_digits=12, decimal_places=2, help_text="Below nothing: taken.")
    balance = models.DecimalField(max_digits=12, decimal_places=2, help_text="After it.")
    with_whom = models.CharField(max_length=120)
    reference = models.CharField(max_length=140)
    number = models.CharField("transaction number", max_length=20)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at", "-id"])]
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="an_entry_is_written_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.amount}"

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A line of a statement stays as it is.")
        super().save(**kwargs)


class Event(models.Model):
    """What the client is told of a debit, by itself."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    debit = models.ForeignKey(Debit, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.debit} {self.state}"

    @property
    def words(self) -> str:
        return Debit.State(self.state).label.lower()


class Outage(models.Model):
    """What the next few answers go wrong like, on demand."""

    class Kind(models.TextChoices):
        SLOW = "slow", "Answers come late"
        ERROR = "error", "Answers are errors, and nothing is done"
        CONFLICT = "conflict", "Answers are refusals, and nothing is done"
        DROP = "drop", "The work is done, and the answer is lost"
        DOUBLED = "doubled", "Events are sent twice"
        LOST = "lost", "Events are not sent"

    kind = models.CharField(max_length=10, choices=Kind, unique=True)
    left = models.PositiveIntegerField("how many")
    seconds = models.PositiveSmallIntegerField("how late, in seconds", default=0)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.left}"

    @classmethod
    def take(cls, *kinds: str) -> "Outage | None":
        """One of what is left, if anything is."""
        for outage in cls.objects.filter(kind__in=kinds, left__gt=0):
            if cls.objects.filter(pk=outage.pk, left__gt=0).update(left=F("left") - 1):
                return outage
        return None
