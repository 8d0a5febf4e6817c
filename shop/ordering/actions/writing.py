"""The rows of new orders, many in a statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import IntegrityError, transaction
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.ordering.drafts import Address, Checkout, Draft
from shop.ordering.models import OrderDeposit
from shop.ordering.numbers import new_order_number

MOST_DRAWS = 5


def write_orders(*, checkout: Checkout, counted: set[int], now: datetime) -> list[Any]:
    """counted: the stock records of which the lines hold something."""
    addresses = _addresses(checkout.drafts)
    orders = _orders(checkout, addresses, now)
    lines = [
        line_of(order, line, is_counted=line.stockrecord_id in counted)
        for order, draft in zip(orders, checkout.drafts, strict=True)
        for line in draft.lines
    ]
    Line = get_model("order", "Line")
    written = Line.objects.bulk_create(lines)
    basket_lines = [line for draft in checkout.drafts for line in draft.lines]
    _attributes(written, basket_lines)
    _deposits(orders, checkout.drafts)
    return orders


def _addresses(drafts: Sequence[Draft]) -> list[Any]:
    ShippingAddress = get_model("order", "ShippingAddress")
    rows = [_address(draft.address) if draft.address else None for draft in drafts]
    ShippingAddress.objects.bulk_create([row for row in rows if row])
    return rows


def _address(address: Address) -> Any:
    return get_model("order", "ShippingAddress")(
        last_name=address.name,
        line1=address.company or address.line1,
        line2=address.line1 if address.company else address.line2,
        line3=address.line2 if address.company else "",
        line4=address.town,
        postcode=address.postcode,
        country_id=address.country,
        phone_number=address.phone,
        notes=address.notes,
        search_text=" ".join(part for part in (address.name, address.line1, address.town, address.postcode) if part),
    )


def _orders(checkout: Checkout, addresses: Sequence[Any], now: datetime) -> list[Any]:
    """A number that another order drew at the same instant is drawn again."""
    Order = get_model("order", "Order")
    site = Site.objects.get_current()
    for draw in range(MOST_DRAWS):
        orders = [
            _order(checkout, draft, address, site, now)
            for draft, address in zip(checkout.drafts, addresses, strict=True)
        ]
        try:
            with transaction.atomic():
                return Order.objects.bulk_create(orders)
        except IntegrityError:
            if draw == MOST_DRAWS - 1:
                raise
    return []


def _order(checkout: Checkout, draft: Draft, address: Any, site: Site, now: datetime) -> Any:
    bill, buyer = draft.bill, checkout.buyer
    return get_model("order", "Order")(
        number=new_order_number(),
        site=site,
        basket=checkout.basket,
        user=buyer.user,
        account=buyer.account,
        guest_email="" if buyer.user else buyer.email,
        contact_name=buyer.name,
        contact_phone=buyer.phone,
        reads_net=not bill.gross,
        currency=draft.cafe.currency,
        total_incl_tax=bill.total,
        total_excl_tax=bill.total_without_tax,
        shipping_incl_tax=bill.delivery.gross if bill.delivery else 0,
        shipping_excl_tax=bill.delivery.net if bill.delivery else 0,
        shipping_tax_code=bill.delivery.tax_code if bill.delivery else None,
        shipping_percent=bill.delivery.percent if bill.delivery else None,
        shipping_method=draft.round.get_kind_display(),
        shipping_code=draft.round.kind,
        shipping_address=address,
        round=draft.round,
        slot=draft.slot,
        weight=draft.weight,
        note=checkout.note,
        po_number=checkout.po_number,
        status=domain.PENDING,
        date_placed=now,
    )


def line_of(order: Any, line: Any, *, is_counted: bool) -> Any:
    price, record = line.purchase_info.price, line.stockrecord
    return get_model("order", "Line")(
        order=order,
        partner=record.partner,
        partner_name=record.partner.name,
        partner_sku=record.partner_sku,
        stockrecord=record,
        product=line.product,
        title=line.product.get_title(),
        upc=line.product.upc,
        quantity=line.quantity,
        line_price_excl_tax=line.line_price_excl_tax_incl_discounts,
        line_price_incl_tax=line.line_price_incl_tax_incl_discounts,
        line_price_before_discounts_excl_tax=line.line_price_excl_tax,
        line_price_before_discounts_incl_tax=line.line_price_incl_tax,
        unit_price_incl_tax=price.incl_tax,
        unit_price_excl_tax=price.excl_tax,
        tax_code=price.tax_code,
        tax_percent=price.percent,
        note=line.note,
        status=settings.OSCAR_INITIAL_LINE_STATUS,
        num_allocated=line.quantity if is_counted else 0,
    )


def _attributes(written: Sequence[Any], basket_lines: Sequence[Any]) -> None:
    """What was answered beside the goods."""
    get_model("order", "LineAttribute").objects.bulk_create(
        get_model("order", "LineAttribute")(
            line=line, option=attribute.option, type=attribute.option.code, value=attribute.value
        )
        for line, asked in zip(written, basket_lines, strict=True)
        for attribute in asked.attributes.all()
    )


def _deposits(orders: Sequence[Any], drafts: Sequence[Draft]) -> None:
    OrderDeposit.objects.bulk_create(
        OrderDeposit(
            order=order,
            deposit=each.deposit,
            name=each.deposit.name,
            price=each.deposit.price,
            count=each.count,
        )
        for order, draft in zip(orders, drafts, strict=True)
        for each in draft.part.deposits
    )
