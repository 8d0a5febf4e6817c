"""What is chosen on the pad, as the orders that would come of it: by café what it comes to, what is still missing for
the least that is delivered, and the first day on which all of it can go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from shop.cafes.models import Cafe
from shop.money import NOTHING
from shop.pad.rows import Row, total_of
from shop.rounds import queries as rounds
from shop.rounds.asking import asked_by
from shop.rounds.domain.words import day_words
from shop.trade.domain import money, needs_approval
from shop.trade.models import Location, Member


@dataclass(frozen=True)
class Refused:
    row: Row
    typed: str
    why: str


@dataclass(frozen=True)
class Part:
    """One café's. earliest: None where nothing can go; why_none then says why."""

    cafe: Cafe
    goods: Decimal
    lines: int
    collects: bool
    earliest: rounds.Choice | None
    why_none: str
    now: datetime

    @property
    def minimum(self) -> Decimal:
        return self.earliest.terms.minimum if self.earliest else NOTHING

    @property
    def missing(self) -> Decimal:
        return self.earliest.terms.missing(self.goods) if self.earliest else NOTHING

    @property
    def day(self) -> str:
        if self.earliest is None:
            return ""
        today = self.now.astimezone(ZoneInfo(self.cafe.time_zone)).date()
        return day_words(self.earliest.round.date, today=today)

    @property
    def countdown(self) -> str:
        return self.earliest.countdown(self.now) if self.earliest else ""


@dataclass(frozen=True)
class Summary:
    parts: tuple[Part, ...]
    total: Decimal
    currency: str
    place: Location | None
    over_limit: str = ""
    refused: tuple[Refused, ...] = ()
    has_weighed: bool = False

    @property
    def lines(self) -> int:
        return sum(part.lines for part in self.parts)


def summed(
    *,
    wanted: Mapping[Row, int],
    member: Member,
    place: Location | None,
    now: datetime,
    refused: Sequence[Refused] = (),
) -> Summary:
    """With nothing chosen yet: what the account's own café asks for."""
    chosen: dict[int, list[tuple[Row, int]]] = defaultdict(list)
    for row, quantity in wanted.items():
        chosen[row.cafe.pk].append((row, quantity))
    cafes = {row.cafe.pk: row.cafe for row in wanted} or {member.account.cafe_id: member.account.cafe}
    order = sorted(cafes.values(), key=lambda cafe: (cafe.partner_id != member.account.cafe.partner_id, cafe.pk))
    postcode = place.postcode if place else None
    wishes = [
        rounds.Wish(cafe, asked_by((row.product, quantity) for row, quantity in chosen[cafe.pk]), postcode)
        for cafe in order
    ]
    found = rounds.choices_of_each(wishes=wishes, now=now)
    parts = tuple(_part(wish, choices, chosen[wish.cafe.pk], now) for wish, choices in zip(wishes, found, strict=True))
    total = sum((part.goods for part in parts), NOTHING)
    currency = member.account.currency
    return Summary(
        parts=parts,
        total=total,
        currency=currency,
        place=place,
        over_limit=_over_limit(member, total, currency),
        refused=tuple(refused),
        has_weighed=any(row.product.is_weighed for row in wanted),
    )


def _part(wish: rounds.Wish, choices: rounds.Choices, chosen: Sequence[tuple[Row, int]], now: datetime) -> Part:
    why_none = ""
    if choices.earliest is None:
        why_none = str(choices.why_none or "There is no day on which all of this can go just now.")
    goods = total_of(chosen)
    return Part(wish.cafe, goods, len(chosen), wish.postcode is None, choices.earliest, why_none, now)


def _over_limit(member: Member, total: Decimal, currency: str) -> str:
    if member.spend_limit is None or not needs_approval(member.spend_limit, total):
        return ""
    return f"This is more than your limit for one order, {money(member.spend_limit, currency)}."
