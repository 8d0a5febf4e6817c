"""Who may see and change prices, and what stands on staff's pages of them. What is not yours is not found."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Upper
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD
from shop.plain import wanted_words
from shop.pricing.models import AccountPriceList, ListPrice, PriceChange, PriceList
from shop.trade.models import FIRST_NUMBER, TradeAccount
from shop.trade.queries import accounts_for_staff
from shop.trade.queries import found as found_accounts

VIEW, ADD = "pricing.view_pricelist", "pricing.add_pricelist"
CHANGE, DELETE = "pricing.change_pricelist", "pricing.delete_pricelist"
SET_TERMS = "trade.set_terms"
VIEW_VAT, CHANGE_VAT = "pricing.view_taxrate", "pricing.add_taxrate"
MOST_MEANT = 8
IN_FORCE, TO_COME, ENDED = "now", "later", "ended"


def may(user, right: str) -> bool:
    """Rights of the house's staff. People of one café ask for the prices of their own goods, and no more."""
    return user.is_staff and user.has_perm(right)


def may_ask(user) -> bool:
    return may(user, VIEW) or (not user.is_staff and user.has_perm(DASHBOARD))


def lists() -> QuerySet[PriceList]:
    """Each with how many prices it names and how many accounts have it."""
    return PriceList.objects.annotate(price_count=_count(ListPrice), account_count=_count(AccountPriceList))


def _count(model: Any) -> Coalesce:
    counted = model.objects.filter(price_list=OuterRef("pk")).order_by().values("price_list")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


def of_state(rows: QuerySet, state: str, day: date) -> QuerySet:
    """Of rows that have a first and a last day."""
    begun = Q(first_day=None) | Q(first_day__lte=day)
    over = Q(last_day__lt=day)
    fits = {IN_FORCE: begun & (Q(last_day=None) | Q(last_day__gte=day)), TO_COME: Q(first_day__gt=day), ENDED: over}
    return rows.filter(fits[state]) if state in fits else rows


def prices_of(price_list: PriceList) -> QuerySet[ListPrice]:
    rows = price_list.prices.select_related("stockrecord__partner", "stockrecord__product__parent")
    return rows.order_by("stockrecord__partner_sku", "stockrecord", "from_quantity", "first_day", "pk")


def of_goods(rows: QuerySet, text: str, *, record: str = "") -> QuerySet:
    """Those whose SKU or name has all these words. `record`: the way from the row to its stock record."""
    to = f"{record}__" if record else ""
    for word in wanted_words(text):
        names = ("partner_sku", "product__upc", "product__title", "product__parent__title")
        either = Q()
        for name in names:
            either |= Q(**{f"{to}{name}__icontains": word})
        rows = rows.filter(either)
    return rows


def records(user=None) -> QuerySet:
    """What is sold, by which café: all of it, or that of a person's own café."""
    found = get_model("partner", "StockRecord").objects.select_related(
        "partner__cafe", "product__parent__tax_class", "product__tax_class"
    )
    if user is not None and not may(user, VIEW):
        found = found.filter(partner__users=user) if may_ask(user) else found.none()
    return found.filter(price__isnull=False).order_by("partner_sku", "pk")


def meant(found: QuerySet, text: str) -> list[Any]:
    """Which goods somebody means: an exact SKU or name goes before a part of one. More than one: they have to say."""
    for exact in (Q(partner_sku__iexact=text) | Q(product__upc__iexact=text), Q(product__title__iexact=text)):
        if hits := list(found.filter(exact)[:MOST_MEANT]):
            return hits
    return list(of_goods(found, text)[:MOST_MEANT])


def by_sku(found: QuerySet, skus: Iterable[str]) -> dict[str, list[Any]]:
    """In one go, for a table full of them; by the SKU in capitals."""
    wanted = {sku.upper() for sku in skus}
    hits: dict[str, list[Any]] = {}
    if wanted:
        for record in found.alias(capitals=Upper("partner_sku")).filter(capitals__in=wanted):
            hits.setdefault(record.partner_sku.upper(), []).append(record)
    return hits


def suggested_goods(user, text: str) -> list[Any]:
    return list(of_goods(records(user), text)[:MOST_MEANT]) if text else []


def accounts(user) -> QuerySet[TradeAccount]:
    return accounts_for_staff(user).filter(merged_into=None)


def suggested_accounts(user, text: str) -> list[TradeAccount]:
    return list(found_accounts(accounts(user), text=text)[:MOST_MEANT]) if text else []


def accounts_meant(user, text: str) -> list[TradeAccount]:
    """By its number, also one that was merged into it; by its whole name; by a part of it."""
    mine = accounts(user)
    if text.isdecimal() and len(text) < 10:
        pk = int(text) - FIRST_NUMBER
        if hits := list(mine.filter(Q(pk=pk) | Q(aliases=pk)).distinct()):
            return hits
    return list(mine.filter(name__iexact=text)[:MOST_MEANT]) or suggested_accounts(user, text)


def holders(price_list: PriceList, user) -> QuerySet[AccountPriceList]:
    """Which accounts have it."""
    rows = AccountPriceList.objects.filter(price_list=price_list, account__in=accounts_for_staff(user))
    return rows.select_related("account__cafe__partner", "given_by").order_by("account__name", "pk")


def lists_of(account: TradeAccount) -> QuerySet[AccountPriceList]:
    return AccountPriceList.objects.filter(account=account).select_related("price_list", "given_by")


def for_everybody() -> QuerySet[PriceList]:
    return PriceList.objects.filter(is_for_everybody=True)


def changes() -> QuerySet[PriceChange]:
    return PriceChange.objects.select_related("by", "price_list")


def changes_of(price_list: PriceList) -> QuerySet[PriceChange]:
    return changes().filter(price_list=price_list)
