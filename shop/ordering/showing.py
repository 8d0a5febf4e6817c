"""What an order says, once for the page and the letters: goods, money, where and when, and what happens next.

Sums are those that were written when it was placed, in the order in which its reader adds them up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from shop import money
from shop.ordering import domain
from shop.ordering.shown import Given, ShownLine, ShownPayment
from shop.ordering.shown_approval import ShownApproval
from shop.payments.domain import OPEN, PROMISED, SETTLED
from shop.payments.gateways import GATEWAYS
from shop.payments.owed import ON_ACCOUNT
from shop.rounds.domain.departures import COLLECTION, DELIVERY, EVENT
from shop.rounds.domain.words import day_words, until_when_changed


@dataclass(frozen=True)
class Shown:
    """now: what can still be changed, and what happens next, depend on it."""

    order: Any
    now: datetime

    @property
    def number(self) -> str:
        return self.order.number

    @property
    def currency(self) -> str:
        return self.order.currency

    @property
    def state(self) -> str:
        return self.order.status

    @property
    def net_first(self) -> bool:
        return self.order.reads_net

    @property
    def round(self) -> Any:
        return self.order.round

    @property
    def cafe(self) -> Any:
        return self.round.cafe if self.round else None

    @property
    def cafe_name(self) -> str:
        if self.cafe:
            return self.cafe.name
        return ", ".join(dict.fromkeys(line.line.partner_name for line in self.lines))

    @property
    def placed_at(self) -> datetime:
        """On the clocks of its café."""
        zone = ZoneInfo(self.round.time_zone) if self.round else timezone.get_current_timezone()
        return self.order.date_placed.astimezone(zone)

    @property
    def taken(self) -> Any:
        """That staff placed it for its customer; nothing, where somebody ordered by themselves."""
        return getattr(self.order, "taken", None)

    # Goods and money

    @cached_property
    def lines(self) -> list[ShownLine]:
        return [ShownLine(line, self.net_first) for line in self.order.lines.all()]

    @property
    def has_estimates(self) -> bool:
        return any(line.is_estimate for line in self.lines)

    @property
    def goods(self) -> Decimal:
        return sum((line.amount for line in self.lines), money.NOTHING)

    @cached_property
    def given(self) -> list[Given]:
        """By name where the names add up to what was taken off; else in one sum."""
        taken = self.goods - sum((line.paid for line in self.lines), money.NOTHING)
        if not taken:
            return []
        named = [Given(_discount(each), each.amount) for each in self.order.discounts.all() if each.amount]
        return named if sum(each.amount for each in named) == taken else [Given("Taken off", taken)]

    @property
    def delivery(self) -> Decimal:
        return self.order.shipping_excl_tax if self.net_first else self.order.shipping_incl_tax

    @property
    def is_collected(self) -> bool:
        return bool(self.round and self.round.kind != DELIVERY)

    @property
    def deposits(self) -> list[Any]:
        return list(self.order.deposits.all())

    @property
    def deposited(self) -> Decimal:
        return sum((each.amount for each in self.deposits), money.NOTHING)

    @property
    def tax(self) -> Decimal:
        return self.order.total_incl_tax - self.order.total_excl_tax

    @property
    def total(self) -> Decimal:
        return self.order.total_incl_tax

    @cached_property
    def rates(self) -> tuple[money.TaxSum, ...]:
        """None where an order doesn't say its rates, or they are not what was charged."""
        parts = list(self._taxed())
        known = [money.Line(amount, percent) for amount, percent in parts if percent is not None]
        total = money.total(known, gross=not self.net_first)
        return total.rates if len(known) == len(parts) and self.tax and total.tax == self.tax else ()

    def _taxed(self) -> Iterable[tuple[Decimal, Decimal | None]]:
        for line in self.lines:
            yield line.paid, line.percent
        if self.delivery:
            yield self.delivery, self.order.shipping_percent

    @property
    def in_common(self) -> tuple[Any, ...]:
        """What orders that were placed in one go mostly say alike."""
        order, payment = self.order, self.payment
        paid = (payment.payment.pk, payment.words, payment.number) if payment else None
        return paid, order.account_id, order.contact_name, order.po_number, order.note, self.placed_at

    # When and where

    @property
    def day(self) -> str:
        return day_words(self.round.date, today=self.now.astimezone(ZoneInfo(self.round.time_zone)).date())

    @property
    def when(self) -> str:
        """Thursday 4 June, between 07:00 and 11:00."""
        if not self.round:
            return ""
        if slot := self.order.slot:
            return f"{self.day}, between {slot.starts:%H:%M} and {slot.ends:%H:%M}"
        if self.round.arrives_from and self.round.arrives_until:
            return f"{self.day}, between {self.round.arrives_from:%H:%M} and {self.round.arrives_until:%H:%M}"
        return self.day

    @property
    def where_title(self) -> str:
        if not self.is_collected:
            return "Delivered to"
        return "Collect at" if self.round.kind == COLLECTION else "Fetch at"

    @cached_property
    def where(self) -> list[str]:
        if self.is_collected and self.round.kind == EVENT:
            return [self.round.name, *([self.round.place] if self.round.place else [])]
        if self.is_collected:
            return [self.cafe.name, *(_lines_of(each) for each in list(self.cafe.partner.addresses.all())[:1])]
        address = self.order.shipping_address
        return [str(field) for field in address.active_address_fields()] if address else []

    @property
    def takes_it_in(self) -> str:
        """What the driver has to know."""
        address = self.order.shipping_address
        return address.notes if address and not self.is_collected else ""

    # What happens

    @property
    def is_kept(self) -> bool:
        return self.state not in domain.GIVES_STOCK_BACK

    @property
    def waits(self) -> bool:
        """For its payment, or to be approved."""
        return self.state == domain.PENDING

    @cached_property
    def approval(self) -> ShownApproval | None:
        """Of an order that somebody else has to let through, or had to."""
        return ShownApproval.of(self.order, self.now)

    @property
    def next(self) -> str:
        if self.approval and (words := self.approval.next):
            return words
        if self.waits:
            return "This order is not confirmed yet: we wait for its payment."
        if self.state in NEXT:
            return NEXT[self.state]
        if self.state not in ON_THE_WAY:
            return ""
        return f"{ON_THE_WAY[self.state].format(cafe=self.cafe_name)} {self._then}"

    @property
    def _then(self) -> str:
        if not self.round:
            return ""
        if not self.is_collected:
            return f"It comes to you on {self.when}."
        return f"Fetch it on {self.when}, and give the number {self.number}."

    @property
    def changes(self) -> str:
        if not self.round or self.state != domain.RECEIVED:
            return ""
        return until_when_changed(self.round.local_change_until, self.now)

    @cached_property
    def payment(self) -> ShownPayment | None:
        """The one that settled it, else the newest."""
        payments = [share.payment for share in self.order.shares.all()]
        if not payments:
            return None
        best = max(payments, key=lambda each: (each.state in SETTLED, each.created_at, each.pk))
        return ShownPayment(best, self._paid_how(best))

    def _paid_how(self, payment: Any) -> str:
        way = GATEWAYS[payment.gateway].name if payment.gateway in GATEWAYS else payment.gateway
        if payment.gateway == ON_ACCOUNT and payment.is_settled:
            terms = self.order.account.get_terms_display() if self.order.account else ""
            return f"On account: {terms[:1].lower()}{terms[1:]}" if terms else "On account"
        if payment.is_paid:
            return f"Paid {way[:1].lower()}{way[1:]}"
        if payment.state in PROMISED:
            return "By card: charged once your order is ready"
        return "To be paid" if payment.state in OPEN and self.is_kept else "Not paid"


ON_THE_WAY = {
    domain.RECEIVED: "{cafe} gets it ready.",
    domain.IN_PROGRESS: "{cafe} is getting it ready.",
    domain.COMPLETED: "It is ready.",
}
NEXT = {
    domain.ISSUED: "It has been handed over.",
    domain.CANCELLED: "This order was cancelled. Nothing of it will come.",
    domain.LAPSED: "This order was not paid in time, so it has lapsed. Nothing of it will come.",
}


def _discount(discount: Any) -> str:
    name = discount.offer_name or "Taken off"
    return f"{name} (voucher {discount.voucher_code})" if discount.voucher_code else name


def _lines_of(address: Any) -> str:
    return ", ".join(str(field) for field in address.active_address_fields())
