"""One café's part of a checkout: the days it can have, the one that is taken, what it comes to, and what stops it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from shop.cafes.models import Cafe
from shop.ordering import quoting
from shop.ordering.bill import Bill
from shop.ordering.drafts import Address, Draft
from shop.rounds import queries as rounds
from shop.rounds.domain.departures import COLLECTION, DELIVERY
from shop.rounds.domain.words import day_words

FIRST_DAYS = 5


@dataclass(frozen=True)
class Fault:
    """What keeps it from being ordered, and where on the page it is mended."""

    place: str
    words: str


@dataclass(frozen=True)
class Day:
    """A round to choose. charge: as its buyer reads prices."""

    choice: rounds.Choice
    charge: Decimal
    today: date

    @property
    def round(self) -> Any:
        return self.choice.round

    @property
    def words(self) -> str:
        return day_words(self.round.date, today=self.today)

    @property
    def arrives(self) -> str:
        if self.round.arrives_from is None:
            return ""
        if self.round.kind == COLLECTION:
            return f"{self.round.arrives_from:%H:%M}–{self.round.arrives_until:%H:%M}"
        return f"between {self.round.arrives_from:%H:%M} and {self.round.arrives_until:%H:%M}"

    @property
    def times(self) -> list[Any]:
        return [each.slot for each in self.choice.slots if each.why_not is None]


@dataclass(frozen=True)
class Plan:
    """One café's part. unseen: the day or the time is our choice, which nobody has looked at yet."""

    part: Any
    days: tuple[Day, ...]
    closed: tuple[rounds.Choice, ...]
    day: Day | None
    slot: Any
    bill: Bill
    collects: bool
    is_asked_where: bool
    now: datetime
    why_none: str = ""
    changed: str = ""
    unseen: bool = False

    @property
    def cafe(self) -> Cafe:
        return self.part.partner.cafe

    @property
    def anchor(self) -> str:
        return f"when-{self.cafe.pk}"

    @property
    def first_days(self) -> tuple[Day, ...]:
        return self.days[:FIRST_DAYS]

    @property
    def later_days(self) -> tuple[Day, ...]:
        return self.days[FIRST_DAYS:]

    @property
    def is_later(self) -> bool:
        return self.day in self.later_days

    @property
    def countdown(self) -> str:
        return self.day.choice.countdown(self.now) if self.day else ""

    @property
    def is_delivered(self) -> bool:
        return self.day is not None and self.day.round.kind == DELIVERY

    @property
    def too_little(self) -> str:
        if self.day is None:
            return ""
        return str(self.day.choice.terms.why_too_little(self.part.amounts.net, self.cafe.currency) or "")

    @property
    def until_free(self) -> Decimal | None:
        return self.day.choice.terms.until_free(self.part.amounts.net) if self.day else None

    @property
    def faults(self) -> Iterator[Fault]:
        name = self.cafe.name
        if self.day is None:
            where = "where" if self.is_asked_where else self.anchor
            yield Fault(where, self.why_none if name in self.why_none else f"{name}: {self.why_none}")
        elif self.changed:
            yield Fault(self.anchor, f"{name}: {self.changed}")
        elif self.too_little:
            yield Fault(self.anchor, f"{name}: {self.too_little}")
        elif self.unseen:
            time = f", {self.slot}" if self.slot else ""
            words = f"{name}: we chose {self.day.words}{time}. If that suits you, place the order; else choose another."
            yield Fault(self.anchor, words)

    def draft(self, address: Address | None) -> Draft:
        assert self.day  # noqa: S101  # faults are looked at first
        delivered_to = address if self.is_delivered else None
        is_late = self.day.choice.late is not None
        return Draft(self.cafe, self.part, self.bill, self.day.round, self.slot, delivered_to, is_late)

    @cached_property
    def quote(self) -> quoting.Part:
        lines = tuple(
            quoting.Line(
                line.pk,
                line.product.get_title()[: quoting.LONGEST_TITLE],
                line.quantity,
                line.purchase_info.price.shown.first,
                line.amount.amount,
            )
            for line in self.part.priced
        )
        bill = self.bill
        return quoting.Part(self.cafe.pk, self.cafe.name, lines, bill.charge, bill.deposited, bill.total)
