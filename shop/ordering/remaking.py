"""Orders that wait for an approval, as a basket again: at today's prices, with what somebody would change in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from oscar.core.loading import get_class, get_model

from shop.goods import supply
from shop.ordering import quoting
from shop.ordering.composing import Composed, Wanted, compose
from shop.ordering.drafts import Address
from shop.ordering.models import Approval
from shop.ordering.plans import Fault
from shop.ordering.quoting import LONGEST_TITLE, Quote
from shop.ordering.shown import ShownLine
from shop.rounds.domain.departures import DELIVERY
from shop.rounds.domain.words import day_words
from shop.trade.domain import money
from shop.trade.models import TradeAccount

# In the place of a basket that no row is written for.
NOT_WRITTEN = -1


@dataclass(frozen=True)
class Change:
    """quantities: by the line of the order; rounds and slots: by café. What is not there stays as it was."""

    quantities: Mapping[int, int] = field(default_factory=dict)
    rounds: Mapping[int, int] = field(default_factory=dict)
    slots: Mapping[int, int] = field(default_factory=dict)
    po_number: str | None = None

    def quantity(self, line: Any) -> int:
        return self.quantities.get(line.pk, line.quantity)


def lines_of(orders: Sequence[Any]) -> list[Any]:
    """With all that pricing asks of them."""
    lines = get_model("order", "Line").objects.filter(order__in=[order.pk for order in orders])
    return list(
        lines.select_related(
            "order",
            "product__product_class",
            "product__parent__product_class",
            "product__deposit",
            "stockrecord__partner__cafe",
        ).order_by("pk")
    )


def is_sold(line: Any) -> bool:
    return line.product is not None and line.stockrecord is not None


def in_mind(*, lines: Sequence[Any], change: Change, asked_by: Any, strategy: Any, vouchers: Sequence[Any]) -> Any:
    """A basket that is never written. Its lines have the keys of the order's."""
    basket = get_model("basket", "Basket")(pk=NOT_WRITTEN, owner=asked_by)
    basket.strategy = strategy
    basket._used_vouchers = [given_back(voucher) for voucher in vouchers]
    basket._lines = [
        basket_line(basket, line, change.quantity(line), pk=line.pk)
        for line in lines
        if is_sold(line) and change.quantity(line)
    ]
    if basket._lines:
        apply_offers(basket, asked_by)
    return basket


def given_back(voucher: Any) -> Any:
    """As it will be once the orders that used it have ended."""
    voucher.is_available_to_user = lambda user: (True, "")
    return voucher


def basket_line(basket: Any, line: Any, quantity: int, **about: Any) -> Any:
    return get_model("basket", "Line")(
        basket=basket,
        product=line.product,
        stockrecord=line.stockrecord,
        quantity=quantity,
        note=line.note,
        price_currency=line.stockrecord.price_currency,
        **about,
    )


def apply_offers(basket: Any, asked_by: Any) -> None:
    get_class("offer.applicator", "Applicator")().apply(basket, asked_by, None)


def vouchers_of(orders: Sequence[Any]) -> list[Any]:
    used = get_model("order", "OrderDiscount").objects.filter(order__in=[order.pk for order in orders])
    pks = set(used.exclude(voucher_id=None).values_list("voucher_id", flat=True))
    return list(get_model("voucher", "Voucher").objects.filter(pk__in=pks).prefetch_related("offers")) if pks else []


def composed_anew(
    *,
    basket: Any,
    orders: Sequence[Any],
    change: Change,
    pays_by: str,
    account: TradeAccount,
    now: datetime,
    beside: Sequence[int] = (),
) -> Composed:
    """beside: orders whose place in a round is free for what comes of this."""
    return compose(basket=basket, wanted=wanted_of(orders, change, pays_by), account=account, now=now, beside=beside)


def wanted_of(orders: Sequence[Any], change: Change, pays_by: str) -> Wanted:
    delivered = next((order.shipping_address for order in orders if order.shipping_address), None)
    return Wanted(
        postcode=delivered.postcode if delivered else None,
        collects=frozenset(order.round.cafe_id for order in orders if order.round.kind != DELIVERY),
        rounds={order.round.cafe_id: order.round_id for order in orders} | dict(change.rounds),
        slots={order.round.cafe_id: order.slot_id for order in orders if order.slot_id} | dict(change.slots),
        pays_by=pays_by,
    )


def faults_of(basket: Any, lines: Sequence[Any]) -> Iterator[Fault]:
    """What can't be had so. What the orders hold already is theirs."""
    held = {line.pk: line.num_allocated or 0 for line in lines}
    for line in basket.all_lines():
        words = line.purchase_info.availability.terms(line.quantity)
        if not words and line.product.is_counted:
            words = supply.refusal(line.stockrecord.net_stock_level + held[line.pk], line.quantity)
        if words:
            yield Fault(f"id_quantity_{line.pk}", f"{line.product.get_title()}: {words}")


def quote_of(approval: Approval, composed: Composed, origins: Mapping[int, int] | None = None) -> Quote:
    """By the keys of the order's lines, whatever the basket's are. origins: by the basket's line, the order's."""
    known = origins or {}
    parts = tuple(
        replace(part, lines=tuple(replace(line, pk=known.get(line.pk, line.pk)) for line in part.lines))
        for part in composed.quote.parts
    )
    return Quote(approval.pk, composed.currency, parts)


def quote_as_asked(approval: Approval, orders: Sequence[Any], lines: Sequence[Any]) -> Quote:
    return Quote(approval.pk, orders[0].currency, tuple(_part_as_asked(order, lines) for order in orders))


def _part_as_asked(order: Any, lines: Sequence[Any]) -> quoting.Part:
    own = [ShownLine(line, order.reads_net) for line in lines if line.order_id == order.pk]
    charge = order.shipping_excl_tax if order.reads_net else order.shipping_incl_tax
    deposited = sum((each.amount for each in order.deposits.all()), start=charge * 0)
    quoted = tuple(
        quoting.Line(each.line.pk, each.title[:LONGEST_TITLE], each.line.quantity, each.each or charge * 0, each.paid)
        for each in own
    )
    cafe = order.round.cafe
    return quoting.Part(cafe.pk, cafe.name, quoted, charge, deposited, order.total_incl_tax)


def days_in_words(orders: Sequence[Any], composed: Composed) -> Iterator[str]:
    """Where it goes on another day, or at another time."""
    new = {plan.cafe.pk: plan for plan in composed.plans}
    for order in orders:
        plan = new.get(order.round.cafe_id)
        if plan is None or plan.day is None:
            continue
        slot = plan.slot.pk if plan.slot else None
        if (plan.day.round.pk, slot) != (order.round_id, order.slot_id):
            was = day_words(order.round.date) + (f", {order.slot}" if order.slot else "")
            now = day_words(plan.day.round.date) + (f", {plan.slot}" if plan.slot else "")
            yield f"{plan.cafe.name}: {now} instead of {was}."


def price_changes(orders: Sequence[Any], strategy: Any, lines: Sequence[Any] | None = None) -> list[str]:
    """What a piece costs today where that is not what was shown when it was asked for."""
    rows = lines_of(orders) if lines is None else lines
    strategy.book.prepare(line.stockrecord for line in rows if is_sold(line))
    told = []
    for line in rows:
        if not is_sold(line):
            told.append(f"{line.title} is no longer sold.")
            continue
        price = strategy.fetch_for_product(line.product, line.stockrecord, quantity=line.quantity).price
        was = ShownLine(line, line.order.reads_net).each
        now = None if not price.exists else price.excl_tax if line.order.reads_net else price.incl_tax
        if now is None:
            told.append(f"{line.title} can't be bought at present.")
        elif now != was or line.tax_percent not in (None, price.percent):
            told.append(_price_in_words(line, was, now, price))
    return told


def _price_in_words(line: Any, was: Any, now: Any, price: Any) -> str:
    currency = line.order.currency
    if now != was:
        return f"{line.title} costs {money(now, currency)} instead of {money(was, currency)}."
    return f"{line.title} bears {price.percent.normalize():f} % VAT now."


def address_of(order: Any) -> Address | None:
    """As it was written (shop.ordering.actions.writing): the same rows come of it again."""
    row = order.shipping_address
    if row is None:
        return None
    return Address(
        name=row.last_name,
        company=row.line1,
        line1=row.line2,
        line2=row.line3,
        town=row.line4,
        postcode=row.postcode,
        country=row.country_id,
        phone=str(row.phone_number or ""),
        notes=row.notes,
    )
