"""Columns that a timetable has, and each round made of it takes along as they are then."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from shop.rounds.domain import cutoffs
from shop.rounds.domain.charges import Terms

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class Priced(models.Model):
    """What delivery costs and how much has to be ordered; net, in the café's currency."""

    minimum = models.DecimalField(
        "least net value",
        max_digits=9,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
        help_text="Of the goods, without delivery and deposits.",
    )
    charge = models.DecimalField(
        "delivery charge",
        max_digits=9,
        decimal_places=2,
        default=Decimal(0),
        validators=NOT_NEGATIVE,
        help_text="Without VAT.",
    )
    free_from = models.DecimalField(
        "free from",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text="Net value of the goods from which delivery costs nothing. Empty: it always costs.",
    )
    tax_class = models.ForeignKey(
        "pricing.TaxClass",
        default="standard",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="VAT on the charge",
    )
    capacity_orders = models.PositiveIntegerField(
        "room for orders", null=True, blank=True, help_text="Empty: as many as come."
    )
    capacity_kg = models.DecimalField(
        "room for kilograms",
        max_digits=9,
        decimal_places=3,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text="Empty: no limit.",
    )
    driver_note = models.TextField("note for the driver", max_length=1000, blank=True)

    class Meta:
        abstract = True

    @property
    def terms(self) -> Terms:
        return Terms(self.minimum, self.charge, self.free_from)


def is_priced(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(minimum__gte=0, charge__gte=0)
        & (Q(free_from=None) | Q(free_from__gte=0))
        & (Q(capacity_kg=None) | Q(capacity_kg__gte=0)),
    )


class CutOff(models.Model):
    cutoff_kind = models.CharField(
        "orders close", max_length=4, choices=list(cutoffs.KINDS.items()), default=cutoffs.DAYS_BEFORE
    )
    cutoff_days = models.PositiveSmallIntegerField("days before", default=1, help_text="0: on the day itself.")
    cutoff_weekday = models.PositiveSmallIntegerField(
        "on", null=True, blank=True, choices=list(enumerate(cutoffs.WEEKDAYS)), help_text="Of the week before."
    )
    cutoff_time = models.TimeField("at")

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.cutoff_kind == cutoffs.WEEK_BEFORE and self.cutoff_weekday is None:
            raise ValidationError({"cutoff_weekday": "Choose the day of the week before."})
        if self.cutoff_kind == cutoffs.DAYS_BEFORE:
            self.cutoff_weekday = None

    @property
    def cutoff(self) -> cutoffs.CutOff:
        if self.cutoff_weekday is not None:
            return cutoffs.WeekBefore(self.cutoff_weekday, self.cutoff_time)
        return cutoffs.DaysBefore(self.cutoff_days, self.cutoff_time)


def has_a_cutoff(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(cutoff_kind=cutoffs.DAYS_BEFORE, cutoff_weekday=None)
        | Q(cutoff_kind=cutoffs.WEEK_BEFORE, cutoff_weekday__lte=6),
    )
