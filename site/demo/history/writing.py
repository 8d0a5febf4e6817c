"""Visits become baskets, and baskets orders: by the actions that place an order, but for what they ask of the hour."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery, prefetch_related_objects
from django.utils import timezone
from oscar.core.loading import get_model

from demo.history.voucher import give
from demo.history.world import Visit, World, strategies
from shop.ordering.actions.giving import use_offers
from shop.ordering.actions.writing import write_orders
from shop.ordering.drafts import Checkout, Draft, bill_of
from shop.stock.actions import PROMISED

AT_ONCE = 500


def write(visits: Sequence[Visit], world: World, *, voucher: Any) -> None:
    fill_baskets(visits)
    for visit in visits:
        if visit.has_voucher:
            give(voucher, visit.basket)
        checkout = checkout_of(visit)
        visit.orders = write_orders(checkout=checkout, counted=held_by(visit, world), now=visit.placed_at)
        if visit.has_voucher:
            use_offers(checkout=checkout, orders=visit.orders, now=visit.placed_at)


def fill_baskets(visits: Sequence[Visit], *, status: str = "Submitted") -> None:
    Basket, Line = get_model("basket", "Basket"), get_model("basket", "Line")
    then = strategies()
    for visit in visits:
        visit.basket = Basket(owner=visit.buyer.user, status=status, date_submitted=visit.placed_at)
    Basket.objects.bulk_create((visit.basket for visit in visits), batch_size=AT_ONCE)
    lines = []
    for visit in visits:
        visit.basket.strategy = then(visit.account, day_of(visit))
        visit.basket.strategy.prepare([product for product, _ in visit.goods])
        visit.basket.recount([line_of(visit.basket, product, quantity) for product, quantity in visit.goods])
        lines += visit.basket.all_lines()
    for line in lines:
        line.take_price()
    Line.objects.bulk_create(lines, batch_size=AT_ONCE)
    prefetch_related_objects(lines, "attributes__option")
    written = Basket.objects.filter(pk__in=[visit.basket.pk for visit in visits])
    written.update(date_created=F("date_submitted"))
    begun = Basket.objects.filter(pk=OuterRef("basket")).values("date_submitted")
    Line.objects.filter(basket__in=written).update(date_created=Subquery(begun), date_updated=Subquery(begun))


def day_of(visit: Visit) -> date:
    return timezone.localdate(visit.placed_at)


def line_of(basket: Any, product: Any, quantity: int) -> Any:
    info = basket.strategy.fetch_for_product(product)
    return get_model("basket", "Line")(
        basket=basket,
        product=product,
        stockrecord=info.stockrecord,
        quantity=quantity,
        line_reference=f"{product.pk}_{info.stockrecord.pk}",
        price_currency=info.price.currency,
        tax_code=info.price.tax_code,
    )


def checkout_of(visit: Visit) -> Checkout:
    drafts = []
    for part in visit.basket.sums.parts:
        going = visit.going[part.partner.cafe.pk]
        bill = bill_of(part, round=going.round, terms=going.terms, book=visit.basket.strategy.book)
        drafts.append(Draft(part.partner.cafe, part, bill, going.round, going.slot, going.address))
    return Checkout(
        basket=visit.basket,
        drafts=tuple(drafts),
        buyer=visit.buyer,
        pays_by=visit.pays_by,
        note=visit.note,
        po_number=visit.po_number,
    )


def held_by(visit: Visit, world: World) -> set[int]:
    """What is still to go out is promised: the shelves hold it beside what is free."""
    held = {
        line.stockrecord_id: line.quantity
        for line in visit.basket.all_lines()
        if line.product.is_counted and visit.going[line.stockrecord.partner.cafe.pk].goes_at > world.now
    }
    for pk, quantity in held.items():
        records = get_model("partner", "StockRecord").objects.filter(pk=pk)
        records.update(num_in_stock=F("num_in_stock") + quantity, num_allocated=PROMISED + quantity)
    return set(held)
