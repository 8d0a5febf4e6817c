import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shop.privacy import domain


class DeletionRequest(models.Model):
    """Somebody wants to be forgotten. The row outlives their name: it shows that we did as asked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deletion_requests")
    nameless = models.UUIDField(default=uuid.uuid4, editable=False, help_text="What the address becomes.")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(editable=False)
    held_up_by = models.TextField(
        blank=True, editable=False, help_text="What has to be settled first, as the person reads it."
    )
    called_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    carried_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    carried_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(called_off_at=None, carried_out_at=None),
                name="one_open_deletion_request_a_person",
            ),
            models.CheckConstraint(
                name="called_off_is_not_carried_out", condition=Q(called_off_at=None) | Q(carried_out_at=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(called_off_at=None, carried_out_at=None),
                name="privacy_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, asked {timezone.localtime(self.asked_at):%d.%m.%Y}"

    @property
    def state(self) -> str:
        return domain.state(
            called_off_at=self.called_off_at, carried_out_at=self.carried_out_at, held_up_by=self.held_up_by
        )

    @property
    def state_in_words(self) -> str:
        return domain.STATES[self.state]

    @property
    def is_open(self) -> bool:
        return self.called_off_at is None and self.carried_out_at is None
