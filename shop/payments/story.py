"""What was said between a provider and us about a payment, what a card's bank took back, and what staff did."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shop.payments import disputes, domain


class Exchange(models.Model):
    """A question of ours and its answer, or a word of theirs. Of the same answer to the same question it is counted how
    often it came."""

    BEGIN, ASK, CALL_OFF, TAKE, LET_GO, GIVE, TOLD = "begin", "ask", "call_off", "take", "let_go", "give", "told"
    WHATS = {
        BEGIN: "We began",
        ASK: "We asked what became of it",
        CALL_OFF: "We called it off",
        TAKE: "We took from the card",
        LET_GO: "We let the card go",
        GIVE: "We paid back",
        TOLD: "They told us",
    }

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="exchanges")
    refund = models.ForeignKey(
        "payments.Refund", null=True, blank=True, on_delete=models.PROTECT, related_name="exchanges"
    )
    what = models.CharField(max_length=10, choices=WHATS)
    key = models.CharField(max_length=80, blank=True, help_text="Under which the provider acts once.")
    said = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    took = models.PositiveIntegerField("milliseconds", null=True, blank=True)
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["payment", "-at"], name="exchange_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "key"], condition=Q(what="told"), name="what_they_tell_is_noted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.said}"


class Dispute(models.Model):
    """A card's owner told their bank that a charge is not theirs: it takes the money back until it is decided."""

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="disputes")
    number = models.CharField(max_length=domain.LONGEST_NUMBER, unique=True, help_text="The provider's.")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=6, choices=disputes.STATES, default=disputes.OPEN)
    reason = models.CharField(max_length=80, blank=True, help_text="As the card's owner gave it.")
    answer_by = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="dispute_is_of_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="dispute_in_a_state", condition=Q(state__in=list(disputes.STATES))),
        ]

    def __str__(self) -> str:
        return f"{self.amount} disputed, {self.number}"


class Handling(models.Model):
    """What staff did about a payment. trouble: which one they have seen to. share: of one order alone."""

    ASKED, TAKEN, LINKED, LET_GO, REFUNDED, SEEN = "asked", "taken", "linked", "let_go", "refunded", "seen"
    WHATS = {
        ASKED: "Asked the provider again",
        TAKEN: "Tried to take it from the card again",
        LINKED: "Sent a link to pay",
        LET_GO: "Let the card go",
        REFUNDED: "Paid back",
        SEEN: "Seen to",
    }

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="handlings")
    share = models.ForeignKey(
        "payments.Share", null=True, blank=True, on_delete=models.PROTECT, related_name="handlings"
    )
    what = models.CharField(max_length=10, choices=WHATS)
    trouble = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.words}"
