from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from shop.rounds.models.rounds import Round
from shop.rounds.models.timetables import Route


class RoundChange(models.Model):
    """Who changed what of a route, a counter, a closure or a round, from what to what. Written once, never again."""

    cafe = models.ForeignKey("cafes.Cafe", null=True, on_delete=models.SET_NULL, related_name="+")
    route = models.ForeignKey(Route, null=True, on_delete=models.SET_NULL, related_name="changes")
    round = models.ForeignKey(Round, null=True, on_delete=models.SET_NULL, related_name="changes")
    about = models.CharField(max_length=160, help_text="What it was called then: it may be gone since.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=160)
    old = models.CharField("from", max_length=300, blank=True)
    new = models.CharField("to", max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["cafe", "-at"])]

    def __str__(self) -> str:
        return f"{self.about}, {self.what}: {self.old or '–'} → {self.new or '–'}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("What was recorded stays as it is.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValidationError("What was recorded stays.")
