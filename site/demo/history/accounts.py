"""What the six trade accounts order: each on its days, nearly the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from demo.history.world import DAY, DAYS, Going, Visit, World
from shop.accounts.demo import BUYER, HOLLY, SECOND_BUYER
from shop.ordering.drafts import Address, Buyer
from shop.payments.owed import ON_ACCOUNT
from shop.trade.models import Location, TradeAccount

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)
EVERY_FOURTH = 4
AHEAD = 7
NOTES = (
    "Please bake the sourdough a little darker.",
    "Two crates to take back, please.",
    "We have a party of forty on the day: nothing may be short.",
    "Ring when you are ten minutes away.",
)


@dataclass(frozen=True)
class Habit:
    """first, last: so many days ago. by: e-mail addresses, in turn. sometimes: one of these joins, in turn. fetched: by
    café, what one of them fetches there with every eighth order. large: what their first buyer may not order alone."""

    account: str
    place: str
    route: str
    weekdays: tuple[int, ...]
    goods: Mapping[str, int]
    sometimes: Mapping[str, int]
    by: tuple[str, ...]
    first: int = DAYS - 7
    last: int = -AHEAD
    pays_by: str = ON_ACCOUNT
    fetched: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    large: Mapping[str, int] = field(default_factory=dict)
    days_before: tuple[int, ...] = (1, 1, 2, 3, 5)

    def is_large(self, number: int) -> bool:
        return bool(self.large) and number % 9 == 7

    def wanted(self, number: int) -> dict[str, int]:
        """The first of its goods goes up now and then; its step is kept."""
        if self.is_large(number):
            return dict(self.large)
        wanted = dict(self.goods)
        if number % 5 == EVERY_FOURTH:
            wanted[next(iter(wanted))] += 2
        more = [*self.sometimes, None]
        if (code := more[number % len(more)]) and code not in wanted:
            wanted[code] = self.sometimes[code]
        return wanted


HABITS = (
    Habit(
        "Hartley's Kitchen",
        "Kitchen",
        "Bristol and Bath",
        (TUESDAY, THURSDAY),
        {"EL-SOUR": 12, "EL-BAG": 3, "EL-ROLL": 2, "EL-FOC": 1},
        {"EL-CROI": 1, "EL-LEM": 1, "EL-SHO": 1, "EL-SAU": 1},
        (BUYER.email, BUYER.email, BUYER.email, HOLLY.email),
        fetched={"harbour-roast": {"HR-ESP": 3, "HR-VAN": 1}},
        large={"EL-SOUR": 26, "EL-BAG": 6, "EL-CROI": 2, "EL-ROLL": 2, "EL-FOC": 1},
    ),
    Habit(
        "Hartley's Kitchen",
        "Garden café",
        "Bristol and Bath",
        (SATURDAY,),
        {"EL-CHOC": 1, "EL-LEM": 1, "EL-SCO": 1},
        {"EL-CAR": 1, "EL-BROW": 1, "EL-CROI": 1},
        (BUYER.email, HOLLY.email),
    ),
    Habit(
        "Corner Provisions",
        "Shop",
        "Bristol and Bath",
        (TUESDAY, THURSDAY, SATURDAY),
        {"EL-SOUR": 8, "EL-ROLL": 1, "EL-BROW": 1},
        {"EL-RYE": 1, "EL-SHO": 1, "EL-BGL": 1},
        (SECOND_BUYER.email,),
        first=DAYS - 8,
    ),
    Habit(
        "The Pantry Hotel",
        "Goods in",
        "Cardiff",
        (MONDAY, WEDNESDAY, FRIDAY),
        {"HR-ESP": 14, "HR-SID": 3, "HR-TEA": 4, "HR-MIN": 2, "HR-CHO": 1},
        {"HR-VAN": 1, "HR-EAR": 2, "HR-DEC-B": 2, "HR-COL": 2},
        ("gwen@pantry.example",),
    ),
    Habit(
        "Quayside Offices",
        "Reception",
        "Dublin",
        (WEDNESDAY, FRIDAY),
        {"LL-SAL": 4, "LL-QUI": 2, "LL-APP": 2},
        {"LL-TOM": 1, "LL-BRU": 2, "LL-ELD": 1, "LL-CHE": 1},
        ("orla@quayside.example",),
        first=82,
    ),
    Habit(
        "St Brigid's School",
        "Canteen",
        "Dublin",
        (WEDNESDAY,),
        {"LL-TOM": 3, "LL-APP": 2},
        {"LL-SAL": 3, "LL-JAM": 1},
        ("noel@stbrigids.example",),
        last=50,
    ),
    Habit(
        "Market Hall Kiosk",
        "Kiosk 9",
        "Cardiff",
        (MONDAY, WEDNESDAY, FRIDAY),
        {"HR-ESP": 2, "HR-TEA": 1},
        {"HR-MIN": 1, "HR-CHO": 1},
        ("dai@kiosk.example",),
        first=9,
        last=1,
        days_before=(0,),
        pays_by="bank",
    ),
)


def of_accounts(world: World) -> Iterator[Visit]:
    for habit in HABITS:
        account = world.accounts[habit.account]
        address = address_of(account, next(each for each in account.locations.all() if each.name == habit.place))
        rng = Random(habit.place)  # noqa: S311
        days = (world.today - ago * DAY for ago in range(habit.first, habit.last - 1, -1))
        for number, day in enumerate(day for day in days if day.weekday() in habit.weekdays):
            visit = visit_of(habit, number, day, world, account, address, rng)
            if visit and world.is_done(visit.placed_at):
                yield visit


def visit_of(
    habit: Habit, number: int, day: date, world: World, account: TradeAccount, address: Address, rng: Random
) -> Visit | None:
    van = world.delivered(habit.route, day, address)
    if van is None:
        return None
    goods = world.goods_on(habit.wanted(number), day)
    placed_at = world.placed_at(van.round, goods, rng, days_before=rng.choice(habit.days_before))
    going = {van.round.cafe_id: van}
    if number % 8 == EVERY_FOURTH:
        fetch(habit, day, world, goods, going, rng)
    user = world.people[habit.by[0 if habit.is_large(number) else number % len(habit.by)]]
    return Visit(
        placed_at=placed_at,
        buyer=Buyer(user.email, user, account, user.get_full_name()),
        goods=goods,
        going=going,
        pays_by=habit.pays_by,
        needs_approval=habit.is_large(number),
        note=NOTES[number // 6 % len(NOTES)] if number % 6 == EVERY_FOURTH else "",
        po_number=f"PO {4100 + account.pk * 100 + number}" if account.requires_po else "",
    )


def fetch(
    habit: Habit, day: date, world: World, goods: list[tuple[Any, int]], going: dict[int, Going], rng: Random
) -> None:
    for cafe, wanted in habit.fetched.items():
        if found := world.collected(cafe, day + DAY, rng):
            going[found.round.cafe_id] = found
            goods += world.goods_on(wanted, day)


def address_of(account: TradeAccount, place: Location) -> Address:
    return Address(
        name=place.contact or account.name,
        company=account.name,
        line1=place.line1,
        line2=place.line2,
        town=place.town,
        postcode=place.postcode,
        country=place.country_code,
        phone=str(place.phone),
        notes=place.access_notes,
    )
