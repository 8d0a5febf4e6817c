"""A café: what the house knows of an Oscar Partner beyond its name, its people and its postal address."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField

from shop.cafes import areas, domain
from shop.postal import COUNTRIES

SERIES_IS_FOR_GOOD = "This stands on documents that customers hold already, so it can't be changed."


def validate_zone(name: str) -> None:
    if not domain.is_zone(name):
        raise ValidationError("There is no time zone of this name. Write it like Europe/London.")


def validate_areas(text: str) -> None:
    if faults := areas.faults_in_areas(text):
        raise ValidationError(faults)


class Cafe(models.Model):
    partner = models.OneToOneField("partner.Partner", on_delete=models.CASCADE, related_name="cafe")
    slug = models.SlugField("address on the site", unique=True)
    description = models.TextField(max_length=600, help_text="One paragraph for visitors: what this café is like.")
    email = models.EmailField("e-mail address")
    phone = PhoneNumberField("telephone", blank=True, help_text="With the country's code, like +44 20 7946 0018.")
    time_zone = models.CharField(
        max_length=64, default="Europe/London", validators=[validate_zone], help_text="For example Europe/London."
    )
    country = models.CharField(
        "supplies from",
        max_length=2,
        choices=list(COUNTRIES.items()),
        default="GB",
        help_text="Its VAT rates hold for what this café sells.",
    )
    currency = models.CharField(max_length=3, choices=[("GBP", "Pounds (GBP)"), ("EUR", "Euro (EUR)")], default="GBP")
    series_prefix = models.CharField(
        "document series",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"\A[A-Z0-9]+\Z", "Use capital letters A–Z and digits only.")],
        help_text="Begins the number of each document of this café. Once saved, it stays.",
    )

    delivers_to = models.TextField(
        "delivers to",
        max_length=2000,
        blank=True,
        validators=[validate_areas],
        help_text=(
            "The beginnings of the postcodes, with spaces between: BS1 BS2 are districts, BA is all of Bath, D02 is in "
            "Dublin. BS1 is not BS16. With none, customers can only collect."
        ),
    )

    class Meta:
        verbose_name = "café"
        ordering = ["partner__name", "pk"]
        constraints = [
            models.CheckConstraint(name="cafe_has_a_series", condition=~Q(series_prefix="")),
            models.CheckConstraint(name="cafe_has_a_zone", condition=~Q(time_zone="")),
        ]

    def __str__(self) -> str:
        return self.partner.display_name

    def save(self, **kwargs) -> None:
        if self.pk and Cafe.objects.filter(pk=self.pk).exclude(series_prefix=self.series_prefix).exists():
            raise ValidationError({"series_prefix": SERIES_IS_FOR_GOOD})
        super().save(**kwargs)

    @property
    def areas(self) -> tuple[str, ...]:
        return areas.read_areas(self.delivers_to)

    @property
    def name(self) -> str:
        return self.partner.display_name

    @property
    def hours(self) -> domain.Hours:
        """Reads the rows prefetched by queries, else asks for them."""
        days: dict = {}
        for row in self.special_days.all():
            days.setdefault(row.date, []).append(row)
        return domain.Hours(
            zone=self.time_zone,
            week=tuple(domain.Opening(row.weekday, row.opens, row.closes) for row in self.openings.all()),
            special_days=tuple(
                domain.SpecialDay(
                    date,
                    tuple(domain.Span(row.opens, row.closes) for row in rows if row.opens and row.closes),
                    next((row.reason for row in rows if row.reason), ""),
                )
                for date, rows in days.items()
            ),
        )


class Opening(models.Model):
    """Hours of a weekday, every week. Several a day are possible: morning and evening."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(
        choices=list(enumerate(domain.WEEKDAYS)), validators=[MaxValueValidator(6)]
    )
    opens = models.TimeField()
    closes = models.TimeField(help_text="At or before the opening: the next morning.")

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["cafe", "weekday", "opens"], name="opening_once"),
            models.CheckConstraint(name="opening_on_a_weekday", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return str(domain.Opening(self.weekday, self.opens, self.closes))


class SpecialDay(models.Model):
    """Hours of one date in place of the week's. A row without times: closed all day."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="special_days")
    date = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=80, help_text="Visitors read this.")

    class Meta:
        ordering = ["date", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["cafe", "date", "opens"], name="special_opening_once"),
            models.UniqueConstraint(fields=["cafe", "date"], condition=Q(opens=None), name="closed_once_a_date"),
            models.CheckConstraint(
                name="special_day_has_both_times_or_none",
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.opens is None or self.closes is None:
            return f"{self.date}: closed"
        return f"{self.date}: {domain.Span(self.opens, self.closes)}"
