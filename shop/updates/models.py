"""Who wants to hear that something can be had again: once each, and then it is done."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q


def fresh_nonce() -> str:
    return secrets.token_urlsafe(12)


class Wish(models.Model):
    """A person's who is signed in, or an address's, which says so itself before anything else is sent to it."""

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="wishes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="wishes"
    )
    email = models.EmailField("e-mail address", blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=24, default=fresh_nonce, editable=False)

    class Meta:
        verbose_name_plural = "wishes"
        ordering = ["-asked_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="wish_of_a_person_or_an_address",
                condition=Q(user=None) & ~Q(email="") | Q(user__isnull=False, email=""),
            ),
            models.UniqueConstraint(
                name="one_open_wish_a_person", fields=["product", "user"], condition=Q(told_at=None, user__isnull=False)
            ),
            models.UniqueConstraint(
                name="one_open_wish_an_address", fields=["product", "email"], condition=Q(told_at=None, user=None)
            ),
        ]
        indexes = [models.Index(name="wishes_open", fields=["product"], condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.product} for {self.address}"

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.email
