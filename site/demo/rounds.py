"""When the three cafés go out: vans of both kinds of cut-off, collection, a market, and a week with a gap in it."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from shop.cafes.models import Cafe
from shop.rounds.actions.keeping import save_closure, save_counter, save_event, save_route
from shop.rounds.domain.charges import Zone
from shop.rounds.domain.cutoffs import DAYS_BEFORE, WEEK_BEFORE
from shop.rounds.domain.timetable import DAY_BEFORE, STAYS
from shop.rounds.models import Closure, Counter, Round, Route
from shop.rounds.planning import set_times

DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
FAR = ("CF61", "CF62", "CF63", "CF64", "CF71")


def rounds(cafes: list[Cafe], now: datetime) -> None:
    loaf, roast, larder = cafes
    route(
        Route(
            cafe=loaf,
            name="Bristol and Bath",
            weekdays=days(1, 3, 5),
            leaves=time(5),
            arrives_from=time(6),
            arrives_until=time(10, 30),
            cutoff_time=time(14),
            calendar="ENG",
            on_holidays=DAY_BEFORE,
            minimum=Decimal("40.00"),
            charge=Decimal("6.00"),
            free_from=Decimal("120.00"),
            capacity_orders=40,
            capacity_kg=Decimal(650),
            driver_note="Crates come back empty. Ring at the back doors: before eight nobody hears a knock.",
        ),
        [
            Zone("BS"),
            *(Zone(prefix, charge=Decimal("4.00")) for prefix in ("BS1", "BS2")),
            *(Zone(prefix, charge=Decimal("9.00"), minimum=Decimal("60.00")) for prefix in ("BA1", "BA2")),
        ],
        now,
    )
    route(
        Route(
            cafe=roast,
            name="Cardiff",
            weekdays=days(0, 1, 2, 3, 4),
            leaves=time(8),
            arrives_from=time(8, 30),
            arrives_until=time(13),
            cutoff_kind=DAYS_BEFORE,
            cutoff_time=time(16, 30),
            calendar="WLS",
            on_holidays=STAYS,
            minimum=Decimal("30.00"),
            charge=Decimal("5.00"),
            free_from=Decimal("90.00"),
            capacity_kg=Decimal(400),
        ),
        [Zone(prefix) for prefix in roast.areas if prefix not in FAR],
        now,
    )
    route(
        Route(
            cafe=roast,
            name="Vale and coast",
            weekdays=days(1),
            leaves=time(7, 30),
            arrives_from=time(9),
            arrives_until=time(15),
            cutoff_kind=WEEK_BEFORE,
            cutoff_weekday=FRIDAY,
            cutoff_time=time(12),
            calendar="WLS",
            on_holidays=STAYS,
            minimum=Decimal("60.00"),
            charge=Decimal("8.50"),
            free_from=Decimal("180.00"),
            capacity_orders=15,
        ),
        [Zone(prefix) for prefix in FAR],
        now,
    )
    route(
        Route(
            cafe=larder,
            name="Dublin",
            weekdays=days(2, 4),
            leaves=time(7),
            arrives_from=time(7, 30),
            arrives_until=time(12),
            cutoff_time=time(12),
            calendar="IE",
            on_holidays=DAY_BEFORE,
            minimum=Decimal("50.00"),
            charge=Decimal("7.50"),
            free_from=Decimal("150.00"),
            capacity_orders=25,
        ),
        [Zone(prefix) for prefix in larder.areas],
        now,
    )
    for cafe, calendar, places in ((loaf, "", 4), (roast, "WLS", 6), (larder, "IE", 3)):
        counter = Counter(cafe=cafe, cutoff_time=time(15), orders_per_slot=places, calendar=calendar)
        counter.full_clean()
        save_counter(counter=counter, by=None, now=now)
    market(loaf, now)
    service(roast, now)


def days(*weekdays: int) -> Any:
    return tuple(map(str, weekdays))


def route(route: Route, zones: list[Zone], now: datetime) -> None:
    route.full_clean()
    save_route(route=route, zones=zones, by=None, now=now)


def market(cafe: Cafe, now: datetime) -> None:
    """On the Saturday after next, so that there is time to order for it."""
    today = now.astimezone(ZoneInfo(cafe.time_zone)).date()
    day = today + ((SATURDAY - today.weekday()) % 7 + 7) * DAY
    event = Round(
        cafe=cafe,
        name="Saturday market",
        place="Our stall on Old Mill Green, Bristol: under the clock",
        arrives_from=time(9),
        arrives_until=time(13),
        capacity_orders=30,
    )
    leaves, cutoff = datetime.combine(day, time(6, 30)), datetime.combine(day - 2 * DAY, time(18))
    set_times(event, cafe=cafe, leaves=leaves, cutoff=cutoff)
    save_event(event=event, by=None)


def service(cafe: Cafe, now: datetime) -> None:
    """Two days in three weeks, from a Wednesday."""
    then = now.astimezone(ZoneInfo(cafe.time_zone)).date() + 21 * DAY
    first = then + (2 - then.weekday()) * DAY
    closure = Closure(cafe=cafe, first_day=first, last_day=first + DAY, reason="Our roaster is being serviced")
    closure.full_clean()
    save_closure(closure=closure, by=None, now=now)
