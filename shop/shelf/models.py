"""Who imported what, when, with which outcome; and, for a month, each row of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Import(models.Model):
    class Table(models.TextChoices):
        GOODS = "goods", "Goods and stock"
        PRICES = "prices", "Prices of price lists"

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked, nothing written yet"
        WRITING = "writing", "Being written"
        WRITTEN = "written", "Written"
        STOPPED = "stopped", "Stopped, nothing written"
        STUCK = "stuck", "Stuck"
        DROPPED = "dropped", "Thrown away"

    class Mode(models.TextChoices):
        ALL = "all", "All rows or none"
        GOOD = "good", "The good rows"

    table = models.CharField(max_length=10, choices=Table)
    file_name = models.CharField(max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    at = models.DateTimeField(default=timezone.now)
    columns = models.JSONField(default=list, help_text="Names of the columns that were recognised.")
    unread = models.JSONField(default=list, help_text="Headings that nothing was taken from.")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    mode = models.CharField(max_length=4, choices=Mode, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_are_gone = models.BooleanField(default=False)

    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0, help_text="Good when it was checked, refused when written.")

    lease = models.UUIDField(null=True, blank=True, editable=False, help_text="The worker that has it in hand.")
    seen_at = models.DateTimeField(default=timezone.now, help_text="The last sign of life of that worker.")
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["-at", "-id"], name="imports_by_day"),
            models.Index(fields=["seen_at"], condition=Q(state__in=["checking", "writing"]), name="imports_at_work"),
        ]
        constraints = [models.CheckConstraint(name="import_counts_what_there_is", condition=Q(done__lte=F("total")))]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WRITING)

    @property
    def good(self) -> int:
        return self.added + self.changed

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0


class ImportRow(models.Model):
    class Kind(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "unchanged", "Unchanged"
        REFUSED = "refused", "Refused"

    class Outcome(models.TextChoices):
        WRITTEN = "written", "Written"
        LEFT_OUT = "left_out", "Left out"

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="As a spreadsheet counts the rows of the file.")
    turn = models.PositiveIntegerField(help_text="Variants after what they are variants of.")
    cells = models.JSONField(default=dict)
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    sku = models.CharField(max_length=140, blank=True)
    title = models.CharField(max_length=255, blank=True)
    changes = models.JSONField(default=list, help_text="Heading, old, new.")
    why = models.JSONField(default=list, help_text="Why it is refused, or was left out.")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ["of", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["of", "kind", "number"], name="import_rows_by_kind")]

    def __str__(self) -> str:
        return f"Row {self.number}"
