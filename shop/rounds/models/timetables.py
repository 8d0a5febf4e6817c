"""What staff set: routes and their areas, counters where goods are fetched, days on which nothing goes out."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from shop.cafes import areas
from shop.cafes.domain import WEEKDAYS
from shop.goods.fields import Codes
from shop.pricing.models import Spanned, in_order
from shop.rounds.domain import timetable
from shop.rounds.domain.charges import Reach, Zone, reaches
from shop.rounds.domain.cutoffs import ChangeTerms
from shop.rounds.models.shared import NOT_NEGATIVE, CutOff, Priced, has_a_cutoff, is_priced
from shop.rounds.public_holidays import CALENDARS, country_of

DAYS = {str(number): name for number, name in enumerate(WEEKDAYS)}


class Route(Priced, CutOff, Spanned):
    """A van's way: the same days every week. Its rounds are made ahead; later changes leave those with orders alone."""

    cafe = models.ForeignKey("cafes.Cafe", on_delete=models.CASCADE, related_name="routes", verbose_name="café")
    name = models.CharField(max_length=80, help_text="Customers read it: Bristol and Bath.")
    weekdays = Codes("goes on", words=DAYS)
    leaves = models.TimeField("leaves at")
    arrives_from = models.TimeField("arrives from")
    arrives_until = models.TimeField("until")
    calendar = models.CharField(
        "public holidays of", max_length=3, choices=list(CALENDARS.items()), help_text="Where it delivers to."
    )
    on_holidays = models.CharField(
        "on public holidays and the café's days off",
        max_length=6,
        choices=list(timetable.ON_HOLIDAYS.items()),
        default=timetable.STAYS,
    )
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["cafe", "name"]
        constraints = [
            models.UniqueConstraint(fields=["cafe", "name"], name="route_named_once"),
            is_priced("route_is_priced"),
            has_a_cutoff("route_has_a_cutoff"),
            in_order("route_days_in_order"),
            models.CheckConstraint(name="route_goes_on_a_day", condition=~Q(weekdays="")),
            models.CheckConstraint(
                name="route_arrives_after_it_leaves",
                condition=Q(arrives_from__gte=F("leaves"), arrives_until__gt=F("arrives_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.leaves and self.arrives_from and self.arrives_from < self.leaves:
            raise ValidationError({"arrives_from": "It can't arrive before it leaves."})
        if self.arrives_from and self.arrives_until and self.arrives_until <= self.arrives_from:
            raise ValidationError({"arrives_until": "This has to be later than it begins to arrive."})

    @property
    def country(self) -> str:
        return country_of(self.calendar)

    @property
    def days_words(self) -> str:
        return ", ".join(DAYS[day] for day in self.weekdays)

    @property
    def reaches(self) -> list[Reach]:
        return reaches(self.terms, [area.zone for area in self.areas.all()])

    @property
    def timetable(self) -> timetable.Timetable:
        return timetable.Timetable(
            weekdays=frozenset(int(day) for day in self.weekdays),
            first=self.first_day,
            last=self.last_day,
            on_holidays=self.on_holidays,
        )


def validate_prefix(text: str) -> None:
    if faults := areas.faults_in_areas(text):
        raise ValidationError(faults)
    if len(areas.read_areas(text)) != 1:
        raise ValidationError("One beginning of a postcode at a time.")


class Area(models.Model):
    """Where a route goes. The longest beginning that fits an address says what it costs there."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="areas")
    prefix = models.CharField("postcodes beginning with", max_length=4, validators=[validate_prefix])
    charge = models.DecimalField(
        "its own charge", max_digits=9, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    minimum = models.DecimalField(
        "its own least net value", max_digits=9, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )

    class Meta:
        ordering = ["route", "prefix"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["route", "prefix"], name="area_once_a_route"),
            models.CheckConstraint(
                name="area_is_priced",
                condition=(Q(charge=None) | Q(charge__gte=0)) & (Q(minimum=None) | Q(minimum__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.prefix

    @property
    def zone(self) -> Zone:
        return Zone(self.prefix, self.charge, self.minimum)


class Counter(CutOff):
    """Collection at a café, in slots within its opening hours."""

    cafe = models.OneToOneField("cafes.Cafe", on_delete=models.CASCADE, related_name="counter", verbose_name="café")
    slot_minutes = models.PositiveSmallIntegerField(
        "length of a slot", default=30, validators=[MinValueValidator(5), MaxValueValidator(720)], help_text="Minutes."
    )
    orders_per_slot = models.PositiveSmallIntegerField(
        "orders in a slot", null=True, blank=True, help_text="Empty: as many as come."
    )
    minimum = models.DecimalField(
        "least net value", max_digits=9, decimal_places=2, default=Decimal(0), validators=NOT_NEGATIVE
    )
    days_ahead = models.PositiveSmallIntegerField(
        "how many days ahead", default=14, help_text="How far ahead customers may choose."
    )
    calendar = models.CharField(
        "closed on public holidays of",
        max_length=3,
        blank=True,
        choices=list(CALENDARS.items()),
        help_text="A special day with hours of its own is open all the same. Empty: the hours alone decide.",
    )
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["cafe"]
        constraints = [
            has_a_cutoff("counter_has_a_cutoff"),
            models.CheckConstraint(
                name="counter_has_slots", condition=Q(slot_minutes__gte=5, slot_minutes__lte=720, minimum__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"Collection at {self.cafe}"


class Closure(models.Model):
    """Days on which nothing goes out: of a route, of a café, or of all."""

    cafe = models.ForeignKey(
        "cafes.Cafe",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="closures",
        verbose_name="café",
        help_text="Empty: all cafés.",
    )
    route = models.ForeignKey(
        Route,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="closures",
        help_text="Empty: all its routes, and collection.",
    )
    first_day = models.DateField("from")
    last_day = models.DateField("until", help_text="The last day on which nothing goes out.")
    reason = models.CharField(max_length=80, help_text="Customers read this.")

    class Meta:
        ordering = ["first_day", "pk"]
        indexes = [models.Index(fields=["last_day"])]
        constraints = [
            models.CheckConstraint(name="closure_days_in_order", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="closure_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="closure_of_a_route_names_its_cafe", condition=Q(route=None) | Q(cafe__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.first_day} to {self.last_day}"

    def clean(self) -> None:
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "The last day is before the first."})
        if self.route is not None and self.route.cafe_id != self.cafe_id:
            raise ValidationError({"route": "This route is another café's."})


class ChangeRule(models.Model):
    """Until when customers of a café may change an order. A café without one has the house's."""

    cafe = models.OneToOneField("cafes.Cafe", on_delete=models.CASCADE, related_name="change_rule", verbose_name="café")
    hours = models.PositiveSmallIntegerField("hours before it leaves", default=48)
    past_cutoff = models.BooleanField("also after the cut-off", default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.cafe}: {self.hours} hours before"

    @property
    def terms(self) -> ChangeTerms:
        return ChangeTerms(self.hours, self.past_cutoff)
