"""Customers as they are asked for on the telephone, and what is begun for them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace
from oscar.core.loading import get_model

from shop.accounts.roles import ORDER
from shop.cafes.models import Cafe
from shop.ordering.seeing import for_staff
from shop.pad.queries import sold
from shop.plain import squeezed, wanted_words
from shop.rounds.domain.choosing import HOLDS_NO_PLACE
from shop.taking.models import Taking
from shop.trade import queries as trade
from shop.trade.domain import CLOSED
from shop.trade.models import Location, Member, TradeAccount

TAKE, GO_BEYOND = "taking.take_order", "taking.go_beyond_limit"
MOST, LOOKED_AT, LAST_ORDERS, MOST_OFFERED = 8, 60, 12, 12
# Fewer digits are part of many numbers, and of postcodes.
A_PHONE = 5


def may_take(user: Any) -> bool:
    return bool(user.has_perm(TAKE))


def takings_of(user: Any) -> QuerySet[Taking]:
    """One's own: what another has begun is theirs to place."""
    return Taking.objects.filter(by=user).select_related("basket", "account__cafe__partner", "user")


def under_way(user: Any) -> QuerySet[Taking]:
    goods = Count("basket__lines")
    return takings_of(user).filter(placed_at=None).annotate(lines=goods).order_by("-begun_at", "-pk")


def over(now: datetime, kept_for: Any) -> QuerySet[Taking]:
    return Taking.objects.filter(begun_at__lt=now - kept_for).order_by("pk")


def currencies(user: Any) -> list[str]:
    """In which somebody without an account can buy here."""
    cafes = Cafe.objects.all() if user.is_staff else Cafe.objects.filter(partner__users=user)
    return sorted({cafe.currency for cafe in cafes}, key=lambda each: (each != "GBP", each))


# Customers


def accounts(user: Any) -> QuerySet[TradeAccount]:
    return trade.accounts_for_staff(user).exclude(status=CLOSED)


def found_accounts(user: Any, text: str) -> list[TradeAccount]:
    """By name, place, person, telephone, number, or by the number of an order."""
    mine = accounts(user)
    code, tail = squeezed(text), tail_of(text)
    places = Location.objects.filter(archived_at=None).alias(code=Replace("postcode", Value(" "), Value("")))
    fits = Q(pk__in=trade.found(mine, text=text).order_by().values("pk"))
    if code:
        fits |= Q(pk__in=places.filter(code__icontains=code).order_by().values("account"))
    if tail:
        fits |= Q(phone__contains=tail) | Q(pk__in=places.filter(phone__contains=tail).order_by().values("account"))
    numbered = for_staff(user).filter(number=text.strip().upper()).order_by()
    fits |= Q(pk__in=numbered.values("account"))
    return list(trade.with_people(mine.filter(fits))[: MOST + 1])


@dataclass(frozen=True)
class Known:
    """Somebody who ordered without an account: their newest order says how they are reached."""

    order: Any

    @property
    def key(self) -> tuple[Any, ...]:
        order = self.order
        return (order.user_id, (order.guest_email or "").lower() or order.contact_phone)

    @property
    def name(self) -> str:
        order = self.order
        return order.contact_name or (order.user.get_full_name() if order.user else "") or self.email or "No name"

    @property
    def email(self) -> str:
        return self.order.email or ""


def found_people(user: Any, text: str) -> list[Known]:
    orders = for_staff(user).filter(account=None).select_related("user", "shipping_address")
    tail = tail_of(text)
    fits: Any = Q(number=text.strip().upper())
    if tail:
        fits |= Q(contact_phone__contains=tail)
    said: Any = Q()
    for word in wanted_words(text):
        said &= (
            Q(contact_name__icontains=word)
            | Q(guest_email__icontains=word)
            | Q(user__email__icontains=word)
            | Q(user__first_name__icontains=word)
            | Q(user__last_name__icontains=word)
            | Q(shipping_address__search_text__icontains=word)
        )
    newest = orders.filter(fits | said if said else fits).order_by("-date_placed", "-pk")[:LOOKED_AT]
    people: dict[tuple[Any, ...], Known] = {}
    for order in newest:
        people.setdefault(Known(order).key, Known(order))
    return [each for each in people.values() if any(each.key)][:MOST]


def tail_of(text: str) -> str:
    """Of a telephone number, however it is written: what is the same from near and far."""
    digits = re.sub(r"\D", "", text)
    only = re.fullmatch(r"[\d\s+()./-]+", text.strip()) is not None
    return digits.removeprefix("00").lstrip("0") if only and len(digits) >= A_PHONE else ""


def callers(account: TradeAccount) -> list[Member]:
    """Who may order for it."""
    return list(trade.people(account, ORDER).order_by("user__first_name", "user__last_name", "pk"))


@dataclass(frozen=True)
class Habits:
    """What an account's last orders say of it."""

    usual_round: str = ""
    last: Any = None


def habits(account: TradeAccount, user: Any) -> Habits:
    orders = for_staff(user).filter(account__in=trade.ids_of(account)).exclude(status__in=HOLDS_NO_PLACE)
    newest = list(orders.select_related("round").order_by("-date_placed", "-pk")[:LAST_ORDERS])
    rounds: dict[str, int] = {}
    for order in newest:
        if order.round:
            words = f"{order.round.name}, {order.round.date:%A}s"
            rounds[words] = rounds.get(words, 0) + 1
    usual = max(rounds, key=lambda each: rounds[each], default="")
    return Habits(usual if rounds.get(usual, 0) > 1 else "", newest[0] if newest else None)


# Goods


def goods(user: Any, currency: str) -> QuerySet:
    """All that can be ordered by a number; for people of a café, what is theirs."""
    found = sold(currency)
    if user.is_staff:
        return found
    record = get_model("partner", "StockRecord").objects.filter(product=OuterRef("pk"), partner__users=user)
    return found.filter(Exists(record))


def these(user: Any, currency: str, products: Iterable[int]) -> list[Any]:
    keys = list(products)
    return list(goods(user, currency).filter(pk__in=keys).order_by("title", "pk")) if keys else []


def goods_like(user: Any, currency: str, text: str) -> list[Any]:
    """The first few by code or name."""
    found = goods(user, currency)
    for word in wanted_words(text):
        record = get_model("partner", "StockRecord").objects.filter(product=OuterRef("pk"), partner_sku__icontains=word)
        named = Q(title__icontains=word) | Q(parent__title__icontains=word)
        found = found.filter(named | Exists(record))
    return list(found.order_by("title", "pk")[:MOST_OFFERED]) if text else []


def names(user: Any, currency: str) -> list[tuple[int, str, str, str, str, str]]:
    """Of all that can be meant: goods, code, name, the name of what it is a variant of, café and unit."""
    records = get_model("partner", "StockRecord").objects.filter(
        product__in=sold(currency).order_by().values("pk"), price__isnull=False, price_currency=currency
    )
    if not user.is_staff:
        records = records.filter(partner__users=user)
    columns = ("product_id", "partner_sku", "product__title", "product__parent__title", "partner__name")
    return list(records.order_by("product__title", "partner_sku", "pk").values_list(*columns, "product__sold_by"))


def orders_of(taking: Taking) -> Sequence[Any]:
    orders = get_model("order", "Order").objects.filter(basket=taking.basket_id).order_by("pk")
    return list(orders.select_related("user", "account", "round__cafe__partner", "slot"))
