"""Rounds: orders that go out together, on a date. The row is what is locked when an order takes a place in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from shop.rounds.domain.departures import COLLECTION, DELIVERY, EVENT, KINDS, Departure
from shop.rounds.models.shared import Priced, is_priced
from shop.rounds.models.timetables import Counter, Route


class Round(Priced):  # type: ignore[django-manager-missing]  # Oscar has no types
    """Times as the wall shows them at the café, and the instants they come to."""

    cafe = models.ForeignKey("cafes.Cafe", on_delete=models.CASCADE, related_name="rounds", verbose_name="café")
    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    route = models.ForeignKey(Route, null=True, blank=True, on_delete=models.RESTRICT, related_name="rounds")
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.RESTRICT, related_name="rounds")
    name = models.CharField(max_length=120)
    date = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64)

    leaves = models.TimeField("leaves at")
    leaves_at = models.DateTimeField()
    arrives_from = models.TimeField("from", null=True, blank=True)
    arrives_until = models.TimeField("until", null=True, blank=True)
    cutoff_date = models.DateField("orders close on")
    cutoff_time = models.TimeField("at")
    cutoff_at = models.DateTimeField()
    change_until = models.DateTimeField()

    moved_from = models.DateField(null=True, blank=True, help_text="Its usual day, which is a public holiday.")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_because = models.CharField(max_length=200, blank=True, help_text="Customers read this.")
    is_closed_by_hand = models.BooleanField(default=False, editable=False)
    is_set_by_hand = models.BooleanField(
        default=False, editable=False, help_text="Its cut-off, limits and note are its own, not its timetable's."
    )
    stopped_because = models.CharField(
        max_length=200, blank=True, help_text="It has orders, but takes no more. Customers read this."
    )
    misfit = models.CharField(
        max_length=300, blank=True, help_text="It has orders, and no longer is as its timetable would have it."
    )

    class Meta:
        ordering = ["leaves_at", "pk"]
        indexes = [models.Index(fields=["cafe", "date"]), models.Index(fields=["date"])]
        constraints = [
            is_priced("round_is_priced"),
            models.UniqueConstraint(fields=["route", "date"], name="one_round_of_a_route_a_day"),
            models.UniqueConstraint(fields=["counter", "date"], name="one_day_of_a_counter"),
            models.CheckConstraint(
                name="round_is_of_its_kind",
                condition=Q(kind=DELIVERY, route__isnull=False, counter=None)
                | Q(kind=COLLECTION, route=None, counter__isnull=False)
                | Q(kind=EVENT, route=None, counter=None),
            ),
            models.CheckConstraint(
                name="orders_close_before_it_leaves", condition=Q(kind=COLLECTION) | Q(cutoff_at__lte=F("leaves_at"))
            ),
            models.CheckConstraint(
                name="closed_rounds_say_why",
                condition=Q(closed_at=None, closed_because="") | Q(closed_at__isnull=False) & ~Q(closed_because=""),
            ),
            models.CheckConstraint(
                name="round_arrives_between_two_times",
                condition=Q(arrives_from=None, arrives_until=None)
                | Q(arrives_from__isnull=False, arrives_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.date}"

    @property
    def departure(self) -> Departure:
        return Departure(
            date=self.date,
            leaves=self.leaves,
            zone=self.time_zone,
            cutoff=datetime.combine(self.cutoff_date, self.cutoff_time),
        )

    @property
    def local_cutoff(self) -> datetime:
        return self.cutoff_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def local_change_until(self) -> datetime:
        return self.change_until.astimezone(ZoneInfo(self.time_zone))

    @property
    def takes_orders(self) -> bool:
        return self.closed_at is None and not self.stopped_because


class Slot(models.Model):  # type: ignore[django-manager-missing]  # Oscar has no types
    """A part of a day in which an order may be fetched."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="slots")
    starts = models.TimeField()
    ends = models.TimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField("room for orders", null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["round", "starts_at"], name="slot_once"),
            models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"
