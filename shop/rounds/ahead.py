"""What pages of the shop say of the days to come. The rounds are the same for an edition; what of them can still be
ordered for is worked out by the clock."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from shop.cafes.models import Cafe
from shop.rounds.domain import words
from shop.rounds.domain.departures import Departure
from shop.rounds.models import Round, Route
from shop.rounds.queries import is_chosen_from

DAYS = 14
Leads = dict[str, int]  # by a café's code: how many days ahead its goods may have to be ordered, and still be had


@dataclass(frozen=True)
class Ahead:
    cafe: str
    name: str
    kind: str
    departure: Departure

    def order_by(self, lead_days: int = 0) -> str:
        return words.order_by(self.departure.closes(lead_days), self.departure.date)


def open_ahead(*, now: datetime) -> list[Ahead]:
    """Of all cafés, those that leave first coming first. Pages are stored whole, and an order begins no new edition: so
    whether a round is full is for the checkout to say."""
    last = now.date() + timedelta(days=DAYS)
    rounds = Round.objects.filter(closed_at=None, stopped_because="", cutoff_at__gt=now, date__lte=last)
    return [
        Ahead(each.cafe.partner.code, each.name, each.kind, each.departure)
        for each in rounds.select_related("counter", "cafe__partner").order_by("leaves_at", "pk")
        if is_chosen_from(each, now)
    ]


def days_to_order_for(rounds: Iterable[Ahead], *, now: datetime) -> dict[str, Leads]:
    """By day, as addresses write it."""
    found: dict[str, Leads] = defaultdict(dict)
    for each in rounds:
        lead = each.departure.longest_lead(now)
        if lead is not None:
            leads = found[each.departure.date.isoformat()]
            leads[each.cafe] = max(lead, leads.get(each.cafe, 0))
    return dict(sorted(found.items()))


def true_until(rounds: Iterable[Ahead], *, now: datetime) -> datetime | None:
    """The first instant at which one of them is too soon for some goods more."""
    found = ((each.departure, each.departure.longest_lead(now)) for each in rounds)
    return min((departure.last_moment(lead) for departure, lead in found if lead is not None), default=None)


def first_for(
    rounds: Iterable[Ahead], *, cafes: Collection[str], lead_days: int, now: datetime
) -> tuple[Ahead, datetime] | None:
    """The earliest round that takes such goods of one of these cafés, and until when it does."""
    for each in rounds:
        if each.cafe in cafes and now < (until := each.departure.last_moment(lead_days)):
            return each, until
    return None


@dataclass
class NextDays:
    """For a list of goods, of which many ask the same. What is said holds until true_until()."""

    rounds: list[Ahead]
    now: datetime
    found: dict[tuple[frozenset[str], int], str] = field(default_factory=dict)

    def first(self, cafes: frozenset[str], lead_days: int) -> str:
        asked = cafes, lead_days
        if asked not in self.found:
            first = first_for(self.rounds, cafes=cafes, lead_days=lead_days, now=self.now)
            self.found[asked] = words.short_day(first[0].departure.date) if first else ""
        return self.found[asked]


def next_cutoff(rounds: Iterable[Ahead], *, now: datetime) -> Ahead | None:
    still = (each for each in rounds if now < each.departure.cutoff_at)
    return min(still, key=lambda each: each.departure.cutoff_at, default=None)


def with_routes(cafes: QuerySet[Cafe]) -> QuerySet[Cafe]:
    """Each with its counter and, as its vans, the routes in use."""
    routes = Route.objects.filter(is_active=True).prefetch_related("areas").order_by("name")
    return cafes.select_related("partner", "counter").prefetch_related(Prefetch("routes", routes, to_attr="vans"))
