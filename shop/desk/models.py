"""What staff keep about an account among themselves. Customers don't see it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shop.desk import domain
from shop.files.models import PrivateFile
from shop.trade.models import TradeAccount


class AccountNote(models.Model):
    """Whoever wrote it may take it back for a short while. After that it stays, as does the trace of one taken back."""

    account = models.ForeignKey(TradeAccount, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField("note", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_pinned = models.BooleanField("keep it at the top", default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="a_note_says_something", condition=~Q(text="") | Q(taken_back_at__isnull=False)
            ),
            models.CheckConstraint(
                name="nothing_taken_back_is_pinned", condition=Q(is_pinned=False) | Q(taken_back_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def may_be_taken_back(self, *, by, now) -> bool:
        return self.taken_back_at is None and self.by_id == by.pk and domain.is_fresh(self.at, now=now)


class AccountFile(models.Model):
    """A file of an account. Once removed its content is gone; that it was there, and who removed it, stays."""

    account = models.ForeignKey(TradeAccount, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, help_text="As its sender called it.")
    about = models.CharField("what it is", max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="a_file_is_there_until_removed",
                condition=Q(removed_at=None, file__isnull=False) | Q(removed_at__isnull=False, file=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name
