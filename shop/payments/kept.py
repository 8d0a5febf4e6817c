"""Cards that Stripe keeps for us, to be charged once an order is completed. Of a card we know what is printed in full
nowhere: its last four digits, its brand and its end."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class KeptCard(models.Model):
    """Of a person, or of the trade account they ordered for; a guest's is nobody's. customer and method: Stripe's
    names for whoever gave it, and for the card."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="kept_cards"
    )
    account = models.ForeignKey(
        "trade.TradeAccount", null=True, blank=True, on_delete=models.PROTECT, related_name="kept_cards"
    )
    customer = models.CharField(max_length=80)
    method = models.CharField(max_length=80, unique=True)
    brand = models.CharField(max_length=40)
    last4 = models.CharField("last four digits", max_length=4)
    month = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    kept_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-kept_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-kept_at"], condition=Q(forgotten_at=None), name="cards_of_an_account"),
            models.Index(fields=["user", "-kept_at"], condition=Q(forgotten_at=None), name="cards_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.brand.capitalize()} ending in {self.last4}"

    @property
    def ends(self) -> str:
        return f"{self.month:02d}/{self.year}"
