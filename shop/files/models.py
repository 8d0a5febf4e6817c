"""A file that only some may see. What it belongs to refers to it, and that one's views say who may."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from shop.files.storage import private, random_place


class PrivateFile(models.Model):
    file = models.FileField(storage=private, upload_to=random_place, max_length=100, unique=True)
    name = models.CharField(max_length=120, help_text="As its sender called it.")
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name
