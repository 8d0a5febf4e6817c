"""The house as a past order found it: goods, vans, counters, people, and the prices of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from django.utils import timezone

from oscar_forks.partner.strategy import House
from shop.accounts.models import User
from shop.ordering.drafts import Address, Buyer
from shop.pad.queries import sold
from shop.pricing.book import PriceBook
from shop.rounds.domain.charges import Terms, zone_of
from shop.rounds.domain.departures import COLLECTION, DELIVERY, instant_of
from shop.rounds.models import Round
from shop.trade.models import TradeAccount

DAY = timedelta(days=1)
DAYS = 120
WAKING = time(7)
# Who has just ordered is still at it.
JUST_NOW = timedelta(minutes=20)


class Then(House):
    """Prices as they were on a day, for an account or for a guest."""

    def __init__(self, book: PriceBook) -> None:
        super().__init__(None)
        self.day, self.book = book.day, book

    @property
    def net_first(self) -> bool:
        return self.book.account is not None


@dataclass(frozen=True)
class Going:
    """With which round one café's part goes, and on which terms."""

    round: Round
    terms: Terms
    slot: Any = None
    address: Address | None = None

    @property
    def goes_at(self) -> datetime:
        """When it is handed over, or leaves with the van."""
        moment: datetime = self.slot.starts_at if self.slot else self.round.leaves_at
        return moment


@dataclass
class Visit:
    """One checkout. going: by café. What became of it is written beside it later."""

    placed_at: datetime
    buyer: Buyer
    goods: list[tuple[Any, int]]
    going: Mapping[int, Going]
    pays_by: str
    note: str = ""
    po_number: str = ""
    has_voucher: bool = False
    needs_approval: bool = False
    approval: Any = None
    decided_at: datetime | None = None
    orders: list[Any] = field(default_factory=list)
    basket: Any = None
    settled_at: datetime | None = None
    fate: str = ""

    @property
    def account(self) -> TradeAccount | None:
        return self.buyer.account

    @property
    def goes_at(self) -> datetime:
        """The last of it."""
        return max(going.goes_at for going in self.going.values())

    def of(self, order: Any) -> Going:
        return self.going[order.round.cafe_id]

    @property
    def closes_at(self) -> datetime:
        return min(going.round.cutoff_at for going in self.going.values())


def in_time(visit: Visit) -> tuple[datetime, str]:
    return visit.placed_at, visit.buyer.email


@dataclass
class World:
    now: datetime
    goods: dict[str, Any]
    people: dict[str, User]
    accounts: dict[str, TradeAccount]
    vans: dict[tuple[str, date], Any]
    counters: dict[tuple[str, date], Any]
    taken: dict[int, int] = field(default_factory=dict)

    @classmethod
    def at(cls, now: datetime) -> "World":
        first = timezone.localdate(now) - (DAYS + 1) * DAY
        rounds = Round.objects.filter(date__gte=first, closed_at=None).select_related("cafe__partner", "route")
        vans = rounds.filter(kind=DELIVERY).prefetch_related("route__areas")
        counters = rounds.filter(kind=COLLECTION).prefetch_related("slots")
        accounts = TradeAccount.objects.select_related("cafe__partner").prefetch_related("locations")
        return cls(
            now=now,
            goods={product.upc: product for currency in ("GBP", "EUR") for product in sold(currency)},
            people={user.email: user for user in User.objects.all()},
            accounts={account.name: account for account in accounts},
            vans={(round.name, round.date): round for round in vans},
            counters={(round.cafe.partner.code, round.date): round for round in counters},
        )

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def goods_on(self, wanted: Mapping[str, int], day: date) -> list[tuple[Any, int]]:
        """What of it was in season."""
        goods = ((self.goods[code], quantity) for code, quantity in wanted.items())
        return [(product, quantity) for product, quantity in goods if product.family.is_in_season(day)]

    def placed_at(self, round: Round, goods: list[tuple[Any, int]], rng: Random, *, days_before: int = 0) -> datetime:
        """In the hours before orders closed for the slowest of them."""
        closes = round.departure.closes(max((product.family.lead_days for product, _ in goods), default=0))
        begins = datetime.combine(closes.date(), WAKING)
        minutes = int((closes - begins).total_seconds() // 60) - 10
        wall = begins - days_before * DAY + timedelta(minutes=rng.randrange(minutes), seconds=rng.randrange(60))
        return instant_of(wall, round.time_zone)

    def is_done(self, at: datetime) -> bool:
        return at < self.now - JUST_NOW

    def delivered(self, route: str, day: date, address: Address) -> Going | None:
        round = self.vans.get((route, day))
        zone = round and zone_of([area.zone for area in round.route.areas.all()], address.postcode)
        return Going(round, round.terms.at(zone), address=address) if round and zone else None

    def collected(self, cafe: str, day: date, rng: Random) -> Going | None:
        """In one of the slots that still have room."""
        round = self.counters.get((cafe, day))
        slots = [slot for slot in round.slots.all() if self.has_room(slot)] if round else []
        if round is None or not slots:
            return None
        slot = rng.choice(slots)
        self.taken[slot.pk] = self.taken.get(slot.pk, 0) + 1
        return Going(round, round.terms, slot=slot)

    def has_room(self, slot: Any) -> bool:
        return slot.capacity is None or self.taken.get(slot.pk, 0) < slot.capacity

    def staff_of(self, round: Round) -> User:
        """Who gets it ready."""
        at_work = {"early-loaf": "cleo@cafedjango.example", "liffey-larder": "nuala@cafedjango.example"}
        return self.people[at_work.get(round.cafe.partner.code, "olive@cafedjango.example")]


def worth(goods: list[tuple[Any, int]]) -> Decimal:
    """By the list, before any price list or discount."""
    prices = ((product.stockrecords.all()[0].price, quantity) for product, quantity in goods)
    return sum((price * quantity for price, quantity in prices), Decimal(0))


def strategies() -> Any:
    """Each asks the database once: for the rates of a day, for the lists of an account."""

    @cache
    def rates(day: date) -> Any:
        return PriceBook(None, day).rates

    @cache
    def lists(account: TradeAccount | None) -> Any:
        return PriceBook(account, timezone.localdate()).lists

    @cache
    def then(account: TradeAccount | None, day: date) -> Then:
        book = PriceBook(account, day)
        book.rates, book.lists = rates(day), lists(account)
        return Then(book)

    return then
