"""What trade accounts owe, as rows that only grow; and where what should agree does not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shop.payments import bookkeeping


class Posting(models.Model):
    """A line of an account's ledger with a café. The database refuses to change or delete it: an error is reversed by a
    new one. Nothing is posted but what was recorded elsewhere for good, so that the ledger agrees by construction."""

    account = models.ForeignKey("trade.TradeAccount", on_delete=models.PROTECT, related_name="postings")
    cafe = models.ForeignKey("cafes.Cafe", on_delete=models.PROTECT, related_name="+", verbose_name="café")
    transfer = models.ForeignKey("payments.Transfer", on_delete=models.PROTECT, related_name="postings")
    turn = models.PositiveSmallIntegerField(
        default=1, help_text="Once its posting has been reversed, a transfer may be posted anew."
    )
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="Above nothing: owed to us. Below: paid to us."
    )
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was reversed.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["account", "cafe", "at"])]
        constraints = [
            models.CheckConstraint(name="posting_is_something", condition=~Q(amount=0)),
            models.UniqueConstraint(
                fields=["transfer", "turn"], condition=Q(reverses=None), name="a_transfer_is_posted_once"
            ),
            models.CheckConstraint(
                name="a_reversal_has_its_reason",
                condition=Q(reverses=None, reason="") | Q(reverses__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.amount} {self.currency}"

    @property
    def words(self) -> str:
        if self.reverses_id:
            return f"Reversed: {self.reason}"
        return f"{self.transfer.get_kind_display()}, {self.transfer.number}"


class Reconciliation(models.Model):
    """One night's comparison. Without an end it was cut short, and the next one begins anew."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0, help_text="Payments that a provider was asked about.")
    unheard = models.PositiveIntegerField(default=0, help_text="Of these, the provider gave no answer to so many.")

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"


class Difference(models.Model):
    """What does not agree. It stands until a later comparison no longer finds it."""

    kind = models.CharField(max_length=10, choices=bookkeeping.KINDS)
    subject = models.CharField(max_length=40, help_text="Which row it is about, such as “payment 12”.")
    words = models.CharField(max_length=300)
    payment = models.ForeignKey("payments.Payment", null=True, on_delete=models.PROTECT, related_name="differences")
    order = models.ForeignKey("order.Order", null=True, on_delete=models.PROTECT, related_name="differences")
    found_at = models.DateTimeField(help_text="First.")
    run = models.ForeignKey(
        Reconciliation, on_delete=models.PROTECT, related_name="differences", help_text="Which found it last."
    )
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(gone_at=None), name="one_open_difference_a_subject"
            )
        ]

    def __str__(self) -> str:
        return self.words
