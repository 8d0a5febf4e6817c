"""Rates of VAT from a day to come on. What was is never rewritten: orders of that day were taxed by it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from shop.accounts.models import User
from shop.pricing.actions.recording import of_rate
from shop.pricing.domain import words
from shop.pricing.models import PriceChange, TaxClass, TaxRate
from shop.pricing.refusals import ClassThere, InForce, NotToCome, RateThere, SameRate


@transaction.atomic
def add_rate(
    *, tax_class: TaxClass, country: str, percent: Decimal, first_day: date, by: User, now: datetime, today: date
) -> TaxRate:
    tax_class = _locked(tax_class)
    if first_day <= today:
        raise NotToCome
    before = before_day(tax_class.rates.filter(country=country), first_day)
    if before and before.first_day == first_day:
        raise RateThere(first_day)
    if before and before.percent == percent:
        raise SameRate(_number(percent), first_day)
    rate = TaxRate.objects.create(tax_class=tax_class, country=country, percent=percent, first_day=first_day)
    of_rate(rate, old=in_words(before) if before else "", new=in_words(rate), by=by, now=now).save()
    return rate


@transaction.atomic
def withdraw_rate(*, rate: TaxRate, by: User, now: datetime, today: date) -> None:
    tax_class = _locked(rate.tax_class)
    found = tax_class.rates.filter(pk=rate.pk).first()
    if found is None or found.first_day <= today:
        raise InForce
    found.delete()
    of_rate(rate, old=in_words(rate), new="Withdrawn", by=by, now=now).save()


@transaction.atomic
def add_class(
    *, name: str, explanation: str, rates: Mapping[str, Decimal], by: User, now: datetime, today: date
) -> TaxClass:
    """In force at once: no goods are in it yet."""
    if TaxClass.objects.filter(name__iexact=name).exists():
        raise ClassThere(name)
    tax_class = TaxClass.objects.create(code=_code(name), name=name, explanation=explanation)
    made = TaxRate.objects.bulk_create(
        TaxRate(tax_class=tax_class, country=country, percent=percent, first_day=today)
        for country, percent in rates.items()
    )
    PriceChange.objects.bulk_create(of_rate(rate, new=in_words(rate), by=by, now=now) for rate in made)
    return tax_class


def _code(name: str) -> str:
    wished = slugify(name)[:16].strip("-") or "class"
    taken = set(TaxClass.objects.values_list("code", flat=True))
    return next(code for code in (wished, *(f"{wished}-{number}" for number in range(2, 1000))) if code not in taken)


def before_day(rates: QuerySet[TaxRate], day: date) -> TaxRate | None:
    return rates.filter(first_day__lte=day).order_by("-first_day").first()


def _locked(tax_class: TaxClass) -> TaxClass:
    return TaxClass.objects.select_for_update(of=("self",)).get(pk=tax_class.pk)


def _number(percent: Decimal) -> str:
    return f"{percent.normalize():f}"


def in_words(rate: TaxRate) -> str:
    return f"{_number(rate.percent)} % from {words(rate.first_day)}"
