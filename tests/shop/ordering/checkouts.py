"""Checkouts that are ready to be placed."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from shop.ordering.drafts import Address, Buyer, Checkout, Draft, bill_of
from shop.rounds.models import Round
from tests.factories import CafeFactory, CounterFactory, RouteFactory, Zone


def round_of(cafe: Any, *, now: datetime, charge: str = "0.00", **about: Any) -> Round:
    """A van in a week, for which orders close the day before."""
    zone = ZoneInfo(cafe.time_zone)
    date = (now + timedelta(days=7)).astimezone(zone).date()
    cutoff = date - timedelta(days=1)
    return Round.objects.create(
        cafe=cafe,
        kind="delivery",
        route=RouteFactory(cafe=cafe),
        name="Van",
        date=date,
        time_zone=cafe.time_zone,
        leaves=time(6),
        leaves_at=datetime.combine(date, time(6), zone),
        cutoff_date=cutoff,
        cutoff_time=time(14),
        cutoff_at=datetime.combine(cutoff, time(14), zone),
        change_until=datetime.combine(cutoff, time(6), zone),
        charge=Decimal(charge),
        **about,
    )


def checkout_of(basket: Any, *, member: Any, now: datetime, pays_by: str = "account", **round: Any) -> Checkout:
    drafts = []
    for part in basket.sums.parts:
        going = round_of(part.partner.cafe, now=now, **round)
        bill = bill_of(part, round=going, terms=going.terms, book=basket.strategy.book)
        address = Address("Ada", "1 High Street", "Bristol", "BS1 4DJ", "GB")
        drafts.append(Draft(part.partner.cafe, part, bill, going, address=address))
    buyer = Buyer(email=member.user.email, user=member.user, account=member.account, name="Ada")
    return Checkout(basket=basket, drafts=tuple(drafts), buyer=buyer, pays_by=pays_by)


def a_cafe(*, charge: str = "0.00", minimum: str = "0.00", **about: Any) -> Any:
    """Two vans a week to Bristol, and a counter that is open every day. Its rounds are still to be made."""
    cafe = CafeFactory(**about)
    for weekday in range(7):
        cafe.openings.create(weekday=weekday, opens=time(8), closes=time(16))
    RouteFactory(cafe=cafe, zones=[Zone("BS")], charge=Decimal(charge), minimum=Decimal(minimum))
    CounterFactory(cafe=cafe)
    return cafe
