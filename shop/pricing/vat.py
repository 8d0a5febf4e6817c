"""The rates of all classes and countries, for staff's page: in force, to come, past; and what can't be sold."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from shop.postal import IN_A_SENTENCE
from shop.pricing.models import COUNTRIES, TaxClass, TaxRate

MOST_NAMED = 100


@dataclass
class Cell:
    """One class in one country."""

    tax_class: TaxClass
    country: str
    today: TaxRate | None = None
    to_come: list[TaxRate] = field(default_factory=list)
    past: list[TaxRate] = field(default_factory=list)
    not_sold: list[Any] = field(default_factory=list)

    @property
    def country_name(self) -> str:
        return IN_A_SENTENCE[self.country]


def table(day: date) -> list[tuple[TaxClass, list[Cell]]]:
    rates: dict[tuple[str, str], list[TaxRate]] = defaultdict(list)
    for rate in TaxRate.objects.order_by("first_day"):
        rates[rate.tax_class_id, rate.country].append(rate)
    classes = [
        (each, [cell(each, country, rates[each.pk, country], day) for country in COUNTRIES])
        for each in TaxClass.objects.all()
    ]
    _name_what_is_not_sold([each for _, cells in classes for each in cells])
    return classes


def cell(tax_class: TaxClass, country: str, rates: Iterable[TaxRate], day: date) -> Cell:
    rates = list(rates)
    begun = [rate for rate in rates if rate.first_day <= day]
    coming = [rate for rate in rates if rate.first_day > day]
    return Cell(tax_class, country, begun[-1] if begun else None, coming, begun[-2::-1] if len(begun) > 1 else [])


def _name_what_is_not_sold(cells: list[Cell]) -> None:
    """Goods of a class without a rate in their country."""
    gaps = {(each.tax_class.pk, each.country): each for each in cells if each.today is None}
    if not gaps:
        return
    either = Q()
    for code, country in gaps:
        either |= Q(code=code, supplied_from=country)
    goods = get_model("partner", "StockRecord").objects.annotate(
        code=Coalesce(F("product__parent__tax_class"), F("product__tax_class")),
        supplied_from=Coalesce(F("partner__cafe__country"), Value("GB")),
    )
    goods = goods.filter(either, price__isnull=False).select_related("product__parent", "partner")
    for record in goods.order_by("partner_sku", "pk")[:MOST_NAMED]:
        gaps[record.code, record.supplied_from].not_sold.append(record)
