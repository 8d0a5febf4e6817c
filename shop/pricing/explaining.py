"""What a buyer pays for so many on a day, and why: each price that was looked at, and each that was not taken."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from shop import money
from shop.goods.quantities import counted
from shop.postal import IN_A_SENTENCE
from shop.pricing import domain
from shop.pricing.book import PriceBook, amount, country_of
from shop.pricing.domain import Amount, Considered
from shop.pricing.entries import days
from shop.pricing.models import PriceList, TaxRate
from shop.trade.models import TradeAccount


@dataclass(frozen=True)
class Looked:
    """A price that was looked at. days: on which it holds, in words; empty for the list price."""

    considered: Considered
    price_list: PriceList | None
    days: str
    is_chosen: bool

    @property
    def why_not(self) -> str:
        return self.considered.why_not or ("" if self.is_chosen else "it applies, and another one is lower")


class Explanation:
    def __init__(self, *, account: TradeAccount | None, record: Any, quantity: int, day: date) -> None:
        self.account, self.record, self.quantity, self.day = account, record, quantity, day
        self.product = record.product
        self.book = PriceBook(account, day)

    @cached_property
    def looked(self) -> list[Looked]:
        considered = self.book.consider(self.record, quantity=self.quantity)
        chosen = domain.chosen(considered)
        by_name = {each.name: each for each in self.book.lists.values()}
        spans = ["", *(_days_of(each) for each in self.book.candidates(self.record))]
        return [
            Looked(each, by_name.get(each.source) if span else None, span, each is chosen)
            for each, span in zip(considered, spans, strict=True)
        ]

    @cached_property
    def chosen(self) -> Looked:
        return next(each for each in self.looked if each.is_chosen)

    @cached_property
    def rate(self) -> TaxRate | None:
        found = TaxRate.objects.filter(
            tax_class=self.tax_class, country=country_of(self.record.partner), first_day__lte=self.day
        )
        return found.order_by("first_day").last()

    @property
    def tax_class(self) -> Any:
        return self.product.family.tax_class

    @property
    def country(self) -> str:
        return IN_A_SENTENCE[country_of(self.record.partner)]

    @cached_property
    def one(self) -> Amount:
        return amount(self.product, self.chosen.considered.price, self.rate.percent if self.rate else Decimal(0))

    @property
    def per_kg(self) -> Decimal | None:
        return self.chosen.considered.price if self.product.is_weighed else None

    @property
    def usual_weight(self) -> str:
        return f"{self.product.net_content.normalize():f}"

    @cached_property
    def total(self) -> money.Total:
        """As in a basket of this alone: companies are taxed on the net line, private buyers pay gross times so many."""
        shown = self.one.net if self.account else self.one.gross
        return money.total([money.Line(shown * self.quantity, self.one.percent)], gross=self.account is None)

    @cached_property
    def breaks(self) -> list[tuple[str, Amount]]:
        unit = self.product.sold_by
        steps = self.book.breaks(self.record, first=self.product.quantities.first)
        return [
            (counted(step.from_quantity, unit), amount(self.product, step.price, self.one.percent)) for step in steps
        ]

    @property
    def so_many(self) -> str:
        return counted(self.quantity, self.product.sold_by)

    @property
    def cautions(self) -> list[str]:
        """What keeps it from being bought, whatever it costs."""
        found = [self.product.quantities.refusal(self.quantity)]
        if self.rate is None:
            found.append(
                f"On this day {self.tax_class} has no VAT rate for what is supplied from {self.country}: "
                "it can't be sold. The sums below are without VAT."
            )
        if self.account and self.account.is_closed:
            found.append("The account is closed: nothing can be ordered with it.")
        if self.product.is_archived:
            found.append("It is archived.")
        elif not (self.product.is_public and self.product.family.is_public):
            found.append("It is not shown in the shop.")
        return [each for each in found if each]


def _days_of(candidate: domain.Candidate) -> str:
    spans = {days(span): span for span in (candidate.of_list, candidate.span)}
    spans.pop("always", None)
    return "; ".join(spans) or "always"
