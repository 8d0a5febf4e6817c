"""Who approves changes the order: what waited ends, and what was agreed is placed in its stead, or nothing happens.

In one transaction, at today's prices. The locks of both are taken before the first of them ends: rounds, orders, stock,
offers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from oscar.core.loading import get_model

from shop.ordering import approvals, domain
from shop.ordering.actions.asking import closes
from shop.ordering.actions.cancelling import lock_stock
from shop.ordering.actions.deciding import (
    Decided,
    Held,
    check_account,
    check_may,
    end,
    finish,
    lock,
    waiting_orders,
)
from shop.ordering.actions.placing import write
from shop.ordering.composing import Composed
from shop.ordering.drafts import Buyer, Checkout
from shop.ordering.models import Approval, ApprovalPart
from shop.ordering.quoting import Quote, differences
from shop.ordering.remaking import (
    Change,
    address_of,
    apply_offers,
    basket_line,
    composed_anew,
    days_in_words,
    is_sold,
    lines_of,
    quote_as_asked,
    quote_of,
    vouchers_of,
)
from shop.rounds.actions.holding import lock_rounds
from shop.trade.models import Member


@dataclass(frozen=True)
class Agreement:
    """What somebody agreed to: quote is what they were shown."""

    change: Change
    pays_by: str
    quote: Quote
    word: str = ""


@transaction.atomic
def approve_changed(*, approval: Approval, by: Member, agreed: Agreement, strategy: Any, now: datetime) -> Decided:
    held = lock(approval=approval, by=by)
    orders = waiting_orders(held.approval)
    check_may(held.approval, orders, by)
    lock_rounds(pks={order.round_id for order in orders} | set(agreed.change.rounds.values()))
    _lock_orders(orders)
    lock_stock(orders)
    _lock_offers(orders)
    lines = lines_of(orders)
    check_sold(lines, agreed.change)
    was = quote_as_asked(held.approval, orders, lines)
    vouchers = vouchers_of(orders)
    end(orders=orders, to=domain.CANCELLED, by=by.user, reason=f"{by.user} changed it when approving.")
    basket, origins = _basket(orders, lines, agreed.change, strategy, vouchers)
    composed = composed_anew(
        basket=basket, orders=orders, change=agreed.change, pays_by=agreed.pays_by, account=held.account, now=now
    )
    now_quoted = quote_of(held.approval, composed, origins)
    if changed := differences(agreed.quote, now_quoted):
        raise approvals.ComesToSomethingElse(changed, composed, now_quoted)
    if fault := next((fault.words for fault in composed.faults), ""):
        raise approvals.CantBeHad(fault)
    fresh = _place(held, orders, composed, agreed, now)
    check_may(held.approval, fresh, by)
    changes = [*approvals.changes_in_words(was, now_quoted), *days_in_words(orders, composed)]
    return finish(held=held, orders=fresh, by=by, word=agreed.word, pays_by=agreed.pays_by, now=now, changes=changes)


def _place(held: Held, orders: Sequence[Any], composed: Composed, agreed: Agreement, now: datetime) -> list[Any]:
    """For the same buyer, to the same place."""
    first, address = orders[0], next((found for found in map(address_of, orders) if found), None)
    po_number = first.po_number if agreed.change.po_number is None else agreed.change.po_number
    checkout = Checkout(
        basket=composed.basket,
        drafts=tuple(plan.draft(address) for plan in composed.plans),
        buyer=Buyer(first.email, first.user, held.account, first.contact_name, first.contact_phone),
        pays_by=agreed.pays_by,
        note=first.note,
        po_number=po_number,
    )
    fresh = write(checkout=checkout, now=now)
    check_account(held.account, fresh)
    held.approval.closes_at = closes(checkout.drafts)
    ApprovalPart.objects.bulk_create(ApprovalPart(approval=held.approval, order=order) for order in fresh)
    by_cafe = {order.round.cafe_id: order for order in fresh}
    for order in orders:
        if new := by_cafe.get(order.round.cafe_id):
            ApprovalPart.objects.filter(order=order).update(replaced_by=new)
    return fresh


def check_sold(lines: Sequence[Any], change: Change) -> None:
    left = [line for line in lines if change.quantity(line)]
    if not left:
        raise approvals.NothingLeft
    for line in left:
        if not is_sold(line):
            raise approvals.NoLongerSold(line.title)


def _lock_orders(orders: Sequence[Any]) -> None:
    rows = get_model("order", "Order").objects.filter(pk__in=[order.pk for order in orders]).order_by("pk")
    for number, state in rows.select_for_update(of=("self",)).values_list("number", "status"):
        if state != domain.PENDING:
            raise domain.CantBecome(number, state, domain.CANCELLED)


def _lock_offers(orders: Sequence[Any]) -> None:
    """Those that were given, and all that may be given now: each in key order, before any voucher."""
    discounts = get_model("order", "OrderDiscount").objects.filter(order__in=[order.pk for order in orders])
    given = {pk for pk in discounts.values_list("offer_id", flat=True) if pk}
    Offer = get_model("offer", "ConditionalOffer")
    for_all = set(Offer.objects.filter(offer_type=Offer.SITE, status=Offer.OPEN).values_list("pk", flat=True))
    if given | for_all:
        locked = Offer.objects.filter(pk__in=given | for_all).order_by("pk")
        list(locked.select_for_update(of=("self",)).values_list("pk"))


def _basket(
    orders: Sequence[Any], lines: Sequence[Any], change: Change, strategy: Any, vouchers: Sequence[Any]
) -> tuple[Any, Mapping[int, int]]:
    """Of its buyer, though never open to them. And from which line of the orders each of its lines comes."""
    Basket = get_model("basket", "Basket")
    basket = Basket.objects.create(owner=orders[0].user, status=Basket.FROZEN)
    basket.strategy = strategy
    kept = [line for line in lines if change.quantity(line)]
    prefetch_related_objects(kept, "attributes__option")
    made = get_model("basket", "Line").objects.bulk_create(
        basket_line(basket, line, change.quantity(line), line_reference=f"order line {line.pk}") for line in kept
    )
    Answer = get_model("basket", "LineAttribute")
    Answer.objects.bulk_create(
        Answer(line=new, option=each.option, value=each.value)
        for new, line in zip(made, kept, strict=True)
        for each in line.attributes.all()
        if each.option
    )
    basket.vouchers.add(*vouchers)
    apply_offers(basket, orders[0].user)
    return basket, {new.pk: line.pk for new, line in zip(made, kept, strict=True)}
