import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


def fresh_key() -> str:
    return uuid.uuid4().hex


class Message(models.Model):
    """One e-mail, written together with what it tells of, and sent once that is certain."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Given up"

    key = models.CharField(max_length=200, unique=True, default=fresh_key, help_text="What may be told only once.")
    writer = models.CharField(
        max_length=40, blank=True, help_text="Who writes it when it is sent; nobody, once that is done."
    )
    about = models.CharField(max_length=100, blank=True, help_text="By what its writer finds what it tells.")
    recipients = models.TextField(help_text="Everybody it goes to, open or hidden.")
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    envelope = models.JSONField(encoder=DjangoJSONEncoder, help_text="All else that makes it: shop.outbox.envelope.")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True, blank=True, editable=False, help_text="The worker that is sending it.")
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(status="waiting"), name="outbox_due"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipients}"
