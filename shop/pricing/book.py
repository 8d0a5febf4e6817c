"""The prices of one buyer on one day: lists, reductions and tax rates are each asked for once a request."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from shop.goods.quantities import Content
from shop.pricing import domain
from shop.pricing.domain import Amount, Break, Candidate, Considered, Listed, Reduction
from shop.pricing.models import ListPrice, PriceList, TaxRate
from shop.trade.models import TradeAccount


@dataclass
class PriceBook:
    """account=None: a visitor, who has what is for everybody. Hand `prepare` all goods of a page before their prices
    are asked for: then one statement serves the page."""

    account: TradeAccount | None
    day: date
    _listed: dict[int, list[Listed]] = field(default_factory=dict)

    def prepare(self, records: Iterable[Any]) -> None:
        missing = {record.pk for record in records} - self._listed.keys()
        if not missing:
            return
        rows = defaultdict(list)
        if self.lists:
            for row in ListPrice.objects.filter(price_list__in=self.lists, stockrecord__in=missing):
                rows[row.stockrecord_id].append(self._as_listed(row))
        self._listed |= {pk: rows[pk] for pk in missing}

    def knows(self, record: Any) -> bool:
        return record.pk in self._listed

    @cached_property
    def lists(self) -> dict[int, PriceList]:
        for_buyer = Q(is_for_everybody=True)
        if self.account:
            for_buyer |= Q(given__account=self.account)
        return {each.pk: each for each in PriceList.objects.filter(for_buyer).distinct()}

    @cached_property
    def reductions(self) -> list[Reduction]:
        return [Reduction(each.name, each.percent_off, each.span) for each in self.lists.values() if each.percent_off]

    @cached_property
    def rates(self) -> dict[tuple[str, str], Decimal]:
        """In force on the day: of each class and country the one that began last."""
        begun = TaxRate.objects.filter(first_day__lte=self.day).order_by("first_day")
        return {
            (klass, country): percent
            for klass, country, percent in begun.values_list("tax_class", "country", "percent")
        }

    def candidates(self, record: Any) -> list[Candidate]:
        self.prepare([record])
        return [*self._listed[record.pk], *self.reductions]

    def consider(self, record: Any, *, quantity: int) -> list[Considered]:
        return domain.consider(record.price, self.candidates(record), quantity=quantity, day=self.day)

    def breaks(self, record: Any, *, first: int) -> tuple[Break, ...]:
        return domain.breaks(record.price, self.candidates(record), first=first, day=self.day)

    def percent(self, product: Any, record: Any) -> Decimal:
        """The tax belongs to the goods and to where they are supplied from."""
        country = country_of(record.partner)
        tax_class = product.family.tax_class_id
        try:
            return self.rates[tax_class, country]
        except KeyError:
            raise domain.NoRate(tax_class, country, self.day) from None

    def _as_listed(self, row: ListPrice) -> Listed:
        of_list = self.lists[row.price_list_id]
        return Listed(of_list.name, row.price, row.from_quantity, row.span, of_list.span)


def country_of(partner: Any) -> str:
    cafe = getattr(partner, "cafe", None)
    return cafe.country if cafe else "GB"


@dataclass(frozen=True)
class UnitPrice:
    """What one of the goods costs at a quantity; where they are weighed, what one of the usual weight would."""

    one: Amount
    per_kg: Decimal | None
    source: str

    @classmethod
    def at(cls, book: PriceBook, product: Any, record: Any, *, quantity: int) -> "UnitPrice":
        found = domain.chosen(book.consider(record, quantity=quantity))
        percent = book.percent(product, record)
        return cls(amount(product, found.price, percent), found.price if product.is_weighed else None, found.source)


def amount(product: Any, price: Decimal, percent: Decimal) -> Amount:
    """Of one that is sold, for a price as its record or a list gives it."""
    return Amount(domain.estimate(price, product.net_content) if product.is_weighed else price, percent)


def comparisons(one: Amount, content: Content) -> dict[str, Amount]:
    """The price per piece, and per kg or litre, where they differ from the price of one."""
    found = {}
    if content.pieces > 1:
        found["piece"] = one.per(Decimal(content.pieces))
    if content.amount and content.amount != 1:
        found[content.unit] = one.per(content.amount)
    return found
