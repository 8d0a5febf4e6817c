"""Offers and vouchers that an order uses up. Their rows are locked, and what is left of them is looked at again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from oscar.core.loading import get_model

from shop.money import NOTHING
from shop.ordering import domain
from shop.ordering.drafts import Checkout


def use_offers(*, checkout: Checkout, orders: Sequence[Any], now: datetime) -> None:
    applications = [each for each in checkout.basket.offer_applications or () if each["discount"]]
    if not applications:
        return
    offers = _use(applications, checkout.buyer.user)
    vouchers = _use_vouchers(applications, checkout.buyer.user, orders[0], now)
    _write_discounts(applications, checkout, orders, offers, vouchers)


def _use(applications: Sequence[Any], user: Any) -> dict[int, Any]:
    offers = _locked("offer", "ConditionalOffer", {each["offer"].pk for each in applications})
    for application in applications:
        offer = offers.get(application["offer"].pk)
        if offer is None or offer.status != offer.OPEN or offer.get_max_applications(user) < application["freq"]:
            raise domain.OfferUsedUp(application["name"])
        offer.num_applications += application["freq"]
        offer.total_discount += application["discount"]
        offer.num_orders += 1
    _write_use(offers)
    return offers


def _write_use(offers: dict[int, Any]) -> None:
    for offer in offers.values():
        if offer.status != offer.SUSPENDED:
            offer.status = offer.OPEN if offer.get_max_applications() else offer.CONSUMED
    counted = ["num_applications", "total_discount", "num_orders", "status"]
    get_model("offer", "ConditionalOffer").objects.bulk_update(offers.values(), counted)


def _use_vouchers(applications: Sequence[Any], user: Any, order: Any, now: datetime) -> dict[int, Any]:
    given: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for application in applications:
        if application["voucher"]:
            given[application["voucher"].pk] += application["discount"]
    if not given:
        return {}
    vouchers = _locked("voucher", "Voucher", set(given))
    VoucherApplication = get_model("voucher", "VoucherApplication")
    for pk, amount in given.items():
        voucher = vouchers.get(pk)
        if (
            voucher is None
            or not voucher.is_active(now)
            or not voucher.is_available_to_user(user or AnonymousUser())[0]
        ):
            raise domain.VoucherUsedUp(voucher.code if voucher else "")
        voucher.num_orders += 1
        voucher.total_discount += amount
    get_model("voucher", "Voucher").objects.bulk_update(vouchers.values(), ["num_orders", "total_discount"])
    VoucherApplication.objects.bulk_create(
        VoucherApplication(voucher=voucher, order=order, user=user) for voucher in vouchers.values()
    )
    return vouchers


def _locked(app: str, model: str, pks: set[int]) -> dict[int, Any]:
    rows = get_model(app, model).objects.filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",))}


def _write_discounts(
    applications: Sequence[Any],
    checkout: Checkout,
    orders: Sequence[Any],
    offers: dict[int, Any],
    vouchers: dict[int, Any],
) -> None:
    """Of each order what was taken off its own lines; how often it was used counts with the first that has some."""
    OrderDiscount = get_model("order", "OrderDiscount")
    counted: set[int] = set()
    rows = []
    for order, draft in zip(orders, checkout.drafts, strict=True):
        taken: dict[int, Decimal] = defaultdict(lambda: NOTHING)
        for discount in (each for line in draft.lines for each in line.discounts):
            taken[discount.offer.pk] += discount.amount
        for application in applications:
            offer = offers[application["offer"].pk]
            if not taken.get(offer.pk):
                continue
            voucher = application["voucher"] and vouchers[application["voucher"].pk]
            rows.append(
                OrderDiscount(
                    order=order,
                    category=OrderDiscount.BASKET,
                    offer_id=offer.pk,
                    offer_name=offer.name,
                    voucher_id=voucher.pk if voucher else None,
                    voucher_code=voucher.code if voucher else "",
                    frequency=0 if offer.pk in counted else application["freq"],
                    amount=taken[offer.pk],
                )
            )
            counted.add(offer.pk)
    OrderDiscount.objects.bulk_create(rows)


def give_offers_back(*, order: Any) -> None:
    give_back_of_all(orders=[order])


def give_back_of_all(*, orders: Sequence[Any]) -> None:
    """Of orders that came to nothing: a voucher can be used again, and a cap has room again."""
    discounts = list(get_model("order", "OrderDiscount").objects.filter(order__in=orders))
    uses = get_model("voucher", "VoucherApplication").objects.filter(order__in=orders)
    used = list(uses.values_list("voucher", flat=True))
    offers = _locked("offer", "ConditionalOffer", {each.offer_id for each in discounts if each.offer_id})
    vouchers = _locked("voucher", "Voucher", {*used, *(each.voucher_id for each in discounts if each.voucher_id)})
    for each in discounts:
        if offer := offers.get(each.offer_id):
            offer.num_applications = max(offer.num_applications - (each.frequency or 0), 0)
            offer.num_orders = max(offer.num_orders - bool(each.frequency), 0)
            offer.total_discount = max(offer.total_discount - each.amount, NOTHING)
        if voucher := vouchers.get(each.voucher_id):
            voucher.total_discount = max(voucher.total_discount - each.amount, NOTHING)
    for pk in used:
        vouchers[pk].num_orders = max(vouchers[pk].num_orders - 1, 0)
    if offers:
        _write_use(offers)
    if vouchers:
        get_model("voucher", "Voucher").objects.bulk_update(vouchers.values(), ["num_orders", "total_discount"])
    if used:
        uses.delete()
