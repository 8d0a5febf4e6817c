"""Who of the staff may see and change what of the rounds, and the rows that stand on their screens."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD
from shop.cafes.models import Cafe
from shop.plain import wanted_words
from shop.rounds.domain import states
from shop.rounds.domain.choosing import HOLDS_NO_PLACE, NO_WEIGHT
from shop.rounds.models import Closure, Counter, Round, RoundChange, Route, Slot
from shop.rounds.offers import offer_of
from shop.rounds.planning import rounds_of_route, window
from shop.rounds.public_holidays import CALENDARS, public_holidays

VIEW = "rounds.view_round"
CHANGE, ADD = "rounds.change_round", "rounds.add_round"
CHANGE_ROUTES, CHANGE_COUNTERS, CHANGE_CLOSURES = (
    "rounds.change_route",
    "rounds.change_counter",
    "rounds.change_closure",
)
HOLDING = ~Q(orders__status__in=HOLDS_NO_PLACE)
PREVIEWED, PREVIEW_DAYS = 4, 90


def may(user: Any, right: str = VIEW) -> bool:
    """People of one café look after its rounds whole."""
    return user.has_perm(right if user.is_staff else DASHBOARD)


def cafes_of(user: Any) -> QuerySet[Cafe]:
    cafes = Cafe.objects.select_related("partner").order_by("partner__name", "pk")
    return cafes if user.is_staff else cafes.filter(partner__users=user)


def rounds_of(user: Any) -> QuerySet[Any]:
    """Each with its load."""
    seen = Round.objects.filter(cafe__in=cafes_of(user).order_by()).select_related("cafe__partner", "route", "counter")
    return seen.annotate(orders_taken=Count("orders", filter=HOLDING), kg_taken=Sum("orders__weight", filter=HOLDING))


@dataclass(frozen=True)
class Entry:
    """A round as staff read it."""

    round: Any
    state: str
    is_over_full: bool

    @property
    def words(self) -> str:
        return states.STATES[self.state]

    @property
    def orders(self) -> int:
        return self.round.orders_taken

    @property
    def kg(self) -> Decimal:
        return self.round.kg_taken or NO_WEIGHT

    @property
    def needs_a_look(self) -> bool:
        return bool(self.round.misfit) or self.is_over_full


def entry(round: Any, now: datetime) -> Entry:
    offer = offer_of(round, orders=round.orders_taken, kg=round.kg_taken)
    orders, kg = round.capacity_orders, round.capacity_kg
    too_many = (orders is not None and offer.orders > orders) or (kg is not None and offer.kg > kg)
    return Entry(round, states.state_of(offer, now), too_many)


def narrowed(rounds: QuerySet[Any], wanted: dict[str, Any], now: datetime) -> QuerySet[Any]:
    for word in wanted_words(wanted.get("q", "")):
        rounds = rounds.filter(Q(name__icontains=word) | Q(place__icontains=word))
    if cafe := wanted.get("cafe"):
        rounds = rounds.filter(cafe=cafe)
    if kind := wanted.get("kind"):
        rounds = rounds.filter(kind=kind)
    if first := wanted.get("first"):
        rounds = rounds.filter(date__gte=first)
    if last := wanted.get("last"):
        rounds = rounds.filter(date__lte=last)
    return _of_state(rounds, wanted.get("state", ""), now)


def _of_state(rounds: QuerySet[Any], state: str, now: datetime) -> QuerySet[Any]:
    """As entry() has it, where the database can tell."""
    shut = ~Q(closed_because="", stopped_because="")
    full = Q(capacity_orders__lte=F("orders_taken")) | Q(capacity_kg__lte=F("kg_taken"))
    gone = Q(leaves_at__lte=now, cutoff_at__lte=now)
    match state:
        case states.CLOSED:
            return rounds.filter(shut)
        case states.LEFT:
            return rounds.filter(~shut, gone)
        case states.OVER:
            return rounds.filter(~shut, leaves_at__gt=now, cutoff_at__lte=now)
        case states.FULL:
            return rounds.filter(~shut, full, cutoff_at__gt=now)
        case states.OPEN:
            return rounds.filter(~shut, cutoff_at__gt=now).exclude(full)
        case "orders":
            return rounds.filter(orders_taken__gt=0)
        case "misfit":
            return rounds.exclude(misfit="")
    return rounds


def orders_of(round: Round) -> QuerySet[Any]:
    """Those that hold a place first, then those that ended."""
    Order = get_model("order", "Order")
    return (
        Order.objects.filter(round=round)
        .select_related("user", "account", "slot", "shipping_address")
        .annotate(ended=Q(status__in=HOLDS_NO_PLACE))
        .order_by("ended", "slot__starts_at", "date_placed", "pk")
    )


def slots_of(round: Round) -> QuerySet[Slot]:
    return round.slots.annotate(orders_taken=Count("orders", filter=HOLDING)).order_by("starts_at", "pk")


def changes_of(user: Any) -> QuerySet[RoundChange]:
    seen = RoundChange.objects.select_related("by", "cafe__partner", "route", "round")
    if user.is_staff:
        return seen
    return seen.filter(Q(cafe__in=cafes_of(user).order_by()) | Q(cafe=None, route=None, round=None))


def routes_of(user: Any) -> QuerySet[Route]:
    seen = Route.objects.filter(cafe__in=cafes_of(user).order_by()).select_related("cafe__partner")
    return seen.prefetch_related("areas").order_by("cafe__partner__name", "name", "pk")


def counters_of(user: Any) -> list[tuple[Cafe, Counter | None]]:
    """Each café, with its counter if it has one."""
    cafes = cafes_of(user).select_related("partner", "counter", "change_rule")
    return [(cafe, getattr(cafe, "counter", None)) for cafe in cafes]


def closures_of(user: Any) -> QuerySet[Closure]:
    """Also those of the house, which concern each café."""
    mine = Q(cafe=None) | Q(cafe__in=cafes_of(user).order_by())
    return Closure.objects.filter(mine).select_related("cafe__partner", "route").order_by("first_day", "pk")


def hit_by(closure: Closure, user: Any, now: datetime) -> QuerySet[Any]:
    """Rounds that no longer go because of it, and have orders."""
    days = rounds_of(user).filter(date__range=(closure.first_day, closure.last_day), orders_taken__gt=0)
    if closure.route_id:
        days = days.filter(route=closure.route_id)
    elif closure.cafe_id:
        days = days.filter(cafe=closure.cafe_id)
    return days.filter(leaves_at__gt=now).exclude(stopped_because="").order_by("leaves_at", "pk")


def holidays(cafes: Collection[Cafe], today: date) -> list[tuple[date, str, str]]:
    """Of the next twelve months: day, name and where, of the places that these cafés go to."""
    used = set(Route.objects.filter(cafe__in=cafes).values_list("calendar", flat=True))
    used |= set(Counter.objects.filter(cafe__in=cafes).values_list("calendar", flat=True)) - {""}
    found: dict[tuple[date, str], list[str]] = {}
    for calendar in sorted(used):
        for day, name in public_holidays(calendar, today, today + timedelta(days=365)).items():
            found.setdefault((day, name), []).append(CALENDARS[calendar])
    return [(day, name, ", ".join(places)) for (day, name), places in sorted(found.items())]


def next_rounds(route: Route, now: datetime) -> list[Round]:
    """What would come of a route as it stands on a form, saved or not."""
    cafe = Cafe.objects.select_related("partner").prefetch_related("openings", "special_days").get(pk=route.cafe_id)
    first, last = window(cafe, now=now, days=PREVIEW_DAYS)
    closures = Closure.objects.filter(Q(cafe=None) | Q(cafe=cafe), last_day__gte=first)
    wanted = rounds_of_route(route, cafe=cafe, closures=closures, first=first, last=last)
    return [each.round for each in wanted if each.round.leaves_at > now][:PREVIEWED]


def kept_as_they_are(route: Route, now: datetime) -> Iterable[Round]:
    """Rounds of a route with orders: a changed route leaves them alone."""
    if not route.pk:
        return ()
    Order = get_model("order", "Order")
    holding = Order.objects.filter(round=OuterRef("pk")).exclude(status__in=HOLDS_NO_PLACE)
    ahead = Round.objects.filter(Exists(holding), route=route.pk, leaves_at__gt=now)
    return ahead.annotate(orders_taken=Count("orders", filter=HOLDING)).order_by("leaves_at")[:20]
