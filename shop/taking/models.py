"""An order that staff take for a customer: what is written so far, and afterwards who took it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

LONGEST_REASON = 300


class Taking(models.Model):
    """One's own, as long as it is not placed. Its goods lie in a basket that is nobody's: neither the customer's, who
    may be shopping meanwhile, nor that of who takes it. user: the company's person who calls, or somebody without one.
    """

    basket = models.OneToOneField("basket.Basket", on_delete=models.CASCADE, related_name="taking")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("trade.TradeAccount", null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    currency = models.CharField(max_length=3)
    typed = models.JSONField(default=dict)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    placed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        default_permissions = ()
        permissions = [
            ("take_order", "Can take an order for a customer"),
            ("go_beyond_limit", "Can put an order on account beyond its limit"),
        ]
        indexes = [
            models.Index(fields=["by", "-begun_at"], condition=Q(placed_at=None), name="taking_under_way"),
            models.Index(fields=["begun_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.account or self.user or self.typed.get('name') or 'A new guest'}"


class Taken(models.Model):
    """Says of an order that staff placed it, and for whom. past: the rules that it went past, in words, for a reason.
    kept_until: how long the link is good by which it is paid."""

    order = models.OneToOneField("order.Order", on_delete=models.CASCADE, related_name="taken")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    customer = models.CharField(max_length=120)
    at = models.DateTimeField()
    past = models.TextField(blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    kept_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="past_a_rule_for_a_reason", condition=Q(past="") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.in_full

    @property
    def in_full(self) -> str:
        """For staff."""
        who = self.by.get_full_name() or self.by.email if self.by else "Somebody who has left"
        said = f"{who} took it on the phone for {self.customer}."
        return f"{said} {self.past} Reason: {self.reason}" if self.past else said

    @property
    def to_customer(self) -> str:
        who = (self.by and self.by.get_short_name()) or "One of us"
        return f"{who} took it on the phone for {self.customer}."
