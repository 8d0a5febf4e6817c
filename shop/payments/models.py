"""What was asked of whom to pay for, and what moved. A row is there before anybody is asked; what moved only grows."""

import secrets
import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shop.payments import domain, promises
from shop.payments.kept import KeptCard
from shop.payments.ledger import Difference, Posting, Reconciliation
from shop.payments.story import Dispute, Exchange, Handling

__all__ = [
    "Difference",
    "Dispute",
    "Exchange",
    "Handling",
    "KeptCard",
    "Payment",
    "Posting",
    "Reconciliation",
    "Refund",
    "Share",
    "Transfer",
]


def fresh_token() -> str:
    return secrets.token_urlsafe(24)


class Payment(models.Model):
    """One wish to take money for one checkout. Its key is given to the provider, which acts on it once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.CharField(max_length=64, default=fresh_token, unique=True, editable=False)
    checkout = models.CharField(max_length=80, db_index=True, help_text="What is paid for, in the caller's words.")
    gateway = models.CharField(max_length=20)
    account = models.ForeignKey(
        "trade.TradeAccount", null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=domain.LONGEST_REFERENCE, help_text="What the payer reads.")
    state = models.CharField(max_length=10, choices=domain.STATES, default=domain.WAITING)
    taking = models.CharField(max_length=4, choices=promises.TAKINGS, default=promises.NOW)
    held = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="What a card is asked to hold.")
    to_take = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Of what is held: written before it is taken."
    )
    card = models.ForeignKey(KeptCard, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    customer = models.CharField(
        max_length=80, blank=True, help_text="Stripe's name for the payer, whose kept cards it offers again."
    )
    ticket = models.CharField(max_length=255, blank=True, help_text="By what the provider is asked.")
    number = models.CharField("transaction number", max_length=80, blank=True, help_text="The provider's.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not paid, in the payer's words.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("refund_payment", "Can pay back what was paid"),
            ("handle_payment", "Can see to payments that need somebody"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="payment_newest"),
            models.Index(fields=["created_at"], condition=Q(state__in=["waiting", "asked"]), name="payment_open"),
        ]
        constraints = [
            models.CheckConstraint(name="payment_is_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="payment_in_a_state", condition=Q(state__in=list(domain.STATES))),
            models.UniqueConstraint(
                fields=["checkout"], condition=Q(state__in=["waiting", "asked"]), name="one_open_payment_a_checkout"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} {self.currency}"

    @property
    def is_open(self) -> bool:
        return self.state in domain.OPEN

    @property
    def is_settled(self) -> bool:
        return self.state in domain.SETTLED

    @property
    def asked_of_payer(self) -> Decimal:
        return self.held if self.taking == promises.HOLD else self.amount

    @property
    def is_promised(self) -> bool:
        return self.state in domain.PROMISED

    @property
    def is_paid(self) -> bool:
        return self.state == domain.PAID


class Share(models.Model):
    """What one order has in a payment: a basket of two cafés is two orders under one payment."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="shares")
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="shares")
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "order"], name="one_share_an_order"),
            models.CheckConstraint(name="share_is_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.order}"


class Refund(models.Model):
    """One wish to pay something back. Like a payment it is there, with its key, before the provider is asked."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=10, choices=domain.REFUND_STATES, default=domain.ASKED_BACK)
    number = models.CharField("transaction number", max_length=80, blank=True)
    reason = models.CharField(max_length=300, help_text="Why it is paid back: the customer reads this.")
    failure = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="asked"), name="refund_on_its_way")]
        constraints = [
            models.CheckConstraint(name="refund_is_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="refund_in_a_state", condition=Q(state__in=list(domain.REFUND_STATES))),
        ]

    def __str__(self) -> str:
        return f"{self.amount} back of {self.share}"


class Transfer(models.Model):
    """Money that moved, one way or the other. The database refuses to change or delete it."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="transfers")
    refund = models.OneToOneField(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="transfer")
    reverses = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reversed_by",
        help_text="What went out, and came back to us after all.",
    )
    kind = models.CharField(max_length=10, choices=domain.KINDS)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    gateway = models.CharField(max_length=20)
    number = models.CharField("transaction number", max_length=80, help_text="The provider's.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="transfer_is_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="transfer_says_which_way",
                condition=Q(kind__in=["charge", "dispute"], refund=None, reverses=None)
                | Q(kind="refund", refund__isnull=False, reverses=None)
                | Q(kind="back", refund=None, reverses__isnull=False),
            ),
            models.UniqueConstraint(fields=["share"], condition=Q(kind="charge"), name="a_share_is_charged_once"),
            models.UniqueConstraint(fields=["gateway", "number", "share"], name="a_transfer_is_written_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}, {self.number}"
