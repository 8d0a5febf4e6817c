"""A basket, and what was chosen at the checkout so far, as the orders that would come of it: each café's part with the
days it can have, the one that is taken, what it comes to, and what keeps it from being ordered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from shop.cafes.models import Cafe
from shop.money import NOTHING
from shop.ordering import quoting
from shop.ordering.bill import Sums
from shop.ordering.drafts import bill_of, delivery_of
from shop.ordering.plans import Day, Fault, Plan
from shop.payments import queries as payments
from shop.rounds import queries as rounds
from shop.rounds.asking import asked_by
from shop.rounds.domain.departures import COLLECTION
from shop.trade.models import TradeAccount

COLLECT, NEW, LOCATION = "collect", "new", "location-"


@dataclass(frozen=True)
class Wanted:
    """What was chosen, as it was sent: whether it can be had is seen below. By café and by round.

    postcode: None to collect; empty as long as it isn't known.
    """

    postcode: str | None = None
    collects: frozenset[int] = frozenset()
    rounds: Mapping[int, int] = field(default_factory=dict)
    slots: Mapping[int, int] = field(default_factory=dict)
    pays_by: str = ""

    @classmethod
    def of(cls, typed: Mapping[str, str], *, postcode: str | None) -> "Wanted":
        return cls(
            postcode=postcode,
            collects=frozenset(_numbered(typed, "collect-")),
            rounds=_numbered(typed, "round-"),
            slots=_numbered(typed, "slot-"),
            pays_by=typed.get("pays_by", ""),
        )


def _numbered(typed: Mapping[str, str], beginning: str) -> dict[int, int]:
    """`round-7=12` as {7: 12}; what is no number was not chosen."""
    return {
        int(name.removeprefix(beginning)): int(value)
        for name, value in typed.items()
        if name.startswith(beginning) and _is_number(name.removeprefix(beginning)) and _is_number(value)
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


@dataclass(frozen=True)
class Composed:
    basket: Any
    plans: tuple[Plan, ...]
    ways: Sequence[payments.Choice]
    way: payments.Choice | None
    wanted: Wanted

    @cached_property
    def sums(self) -> Sums:
        return Sums(tuple(plan.bill for plan in self.plans))

    @property
    def currency(self) -> str:
        return self.plans[0].cafe.currency

    @property
    def is_several(self) -> bool:
        return len(self.plans) > 1

    @property
    def is_free(self) -> bool:
        return not self.sums.total

    @property
    def pays_at_once(self) -> bool:
        return not self.is_free and self.way is not None and self.way.code != "account"

    @property
    def quote(self) -> quoting.Quote:
        return quoting.Quote(self.basket.pk, self.currency, tuple(plan.quote for plan in self.plans))

    @property
    def faults(self) -> list[Fault]:
        found = [fault for plan in self.plans for fault in plan.faults]
        if not self.is_free and (self.way is None or self.way.code != self.wanted.pays_by):
            chosen = next((way for way in self.ways if way.code == self.wanted.pays_by), None)
            found.append(Fault("payment", chosen.why_not if chosen else "Choose how to pay."))
        return found


def compose(
    *,
    basket: Any,
    wanted: Wanted,
    account: TradeAccount | None,
    now: datetime,
    late: bool = False,
    beyond_limit: bool = False,
    beside: Collection[int] = (),
) -> Composed:
    """late, beyond_limit: for staff, who may go past a cut-off and a limit. beside: the keys of orders that this would
    stand in the place of, so that their places are free."""
    parts = basket.sums.parts
    wishes = [
        rounds.Wish(part.partner.cafe, asked_by((line.product, line.quantity) for line in part.lines), postcode)
        for part in parts
        if (postcode := _postcode(part.partner.cafe, wanted)) != ""
    ]
    offered = rounds.choices(wishes=wishes, now=now, late=late, beside=beside)
    book = basket.strategy.book
    plans = tuple(_plan(part, offered.get(part.partner.cafe.pk), wanted, book, now) for part in parts)
    total = sum((plan.bill.total for plan in plans), NOTHING)
    ways = payments.choices(payments.Wish(total, plans[0].cafe.currency, account, beyond_limit))
    return Composed(basket, plans, ways, _way(ways, wanted.pays_by), wanted)


def _postcode(cafe: Cafe, wanted: Wanted) -> str | None:
    return None if cafe.pk in wanted.collects else wanted.postcode


def _plan(part: Any, offered: rounds.Choices | None, wanted: Wanted, book: Any, now: datetime) -> Plan:
    cafe = part.partner.cafe
    collects = _postcode(cafe, wanted) is None
    today = now.astimezone(ZoneInfo(cafe.time_zone)).date()
    days = tuple(_day(each, part, book, today) for each in (offered.open if offered else ()))
    asked = wanted.rounds.get(cafe.pk)
    first = next((each for each in days if each.choice.late is None), None)
    day = next((each for each in days if each.round.pk == asked), first)
    slot, slot_asked = _slot(day, wanted)
    round, terms = (day.round, day.choice.terms) if day else (None, None)
    return Plan(
        part=part,
        days=days,
        closed=tuple(each for each in (offered.all if offered else ()) if each.why_not),
        day=day,
        slot=slot,
        bill=bill_of(part, round=round, terms=terms, book=book),
        collects=collects,
        is_asked_where=offered is None,
        now=now,
        why_none=_why_none(cafe, offered, collects),
        changed=_changed(offered, day, asked, slot, slot_asked),
        unseen=day is not None and (day.round.pk != asked or (slot is not None and slot_asked is None)),
    )


def _day(choice: rounds.Choice, part: Any, book: Any, today: date) -> Day:
    delivery = delivery_of(part, round=choice.round, terms=choice.terms, book=book)
    if delivery is None:
        return Day(choice, NOTHING, today)
    return Day(choice, delivery.gross if part.gross else delivery.net, today)


def _slot(day: Day | None, wanted: Wanted) -> tuple[Any, Any]:
    """The time that is taken, and the one that was asked for if it is of this day."""
    if day is None or day.round.kind != COLLECTION:
        return None, None
    of_this_day = {each.slot.pk: each for each in day.choice.slots}
    asked = of_this_day.get(wanted.slots.get(day.round.cafe_id, 0))
    if asked and asked.why_not is None:
        return asked.slot, asked
    return (day.times[0] if day.times else None), asked


def _changed(offered: rounds.Choices | None, day: Day | None, asked: int | None, slot: Any, slot_asked: Any) -> str:
    """Of what was chosen, what can't be had any more: and what we took in its place."""
    if offered is None or day is None or asked is None:
        return ""
    gone = offered.of(asked)
    if gone and gone.why_not:
        return f"{gone.why_not} We chose {day.words} instead."
    if slot_asked is not None and slot_asked.why_not:
        return f"{slot_asked.why_not} We chose {slot} instead."
    return ""


def _why_none(cafe: Cafe, offered: rounds.Choices | None, collects: bool) -> str:
    if offered is None:
        return "Say where it goes, then choose a day."
    if offered.why_none:
        return str(offered.why_none)
    if collects:
        return "There is no day on which this can be collected just now."
    return "There is no day on which this can be delivered just now. You can collect instead."


def _way(ways: Sequence[payments.Choice], asked: str) -> payments.Choice | None:
    """As asked, if it can be had; else the first that can."""
    open_ways = [way for way in ways if not way.why_not]
    return next((way for way in open_ways if way.code == asked), open_ways[0] if open_ways else None)
