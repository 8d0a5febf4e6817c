"""What we write to whom an order was taken for that is still to be paid."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from shop.ordering.letters import greeting, keep, round_words, to_customer
from shop.ordering.models import OrderLetter
from shop.outbox import actions as outbox
from shop.outbox.letters import Letter, address
from shop.payments.models import Payment
from shop.rounds.domain.words import moment_words
from shop.trade.domain import money


def link_to_pay(payment: Payment) -> str:
    return address(reverse("checkout:payment", args=[payment.token]))


def tell_to_pay(*, orders: Sequence[Any], payment: Payment, until: datetime, by: Any) -> None:
    """One letter for what is paid together; who has no address gets the link from who took it."""
    first = orders[0]
    if not first.email:
        return
    amount = money(payment.amount, payment.currency)
    numbers = " and ".join(order.number for order in orders)
    goods = "\n".join(f"{order.number}: {round_words(order.round, order.slot)}" for order in orders)
    letter = Letter(
        subject=f"{amount} to pay for order {numbers}",
        greeting=greeting(first),
        paragraphs=(
            f"We took your order {numbers} on the phone, and keep its goods for you.",
            goods,
            f"Please pay {amount} by {_moment(until, first)}. Once it is paid, we confirm the order; if it isn't, it "
            "lapses, and nothing is charged.",
        ),
        action=(f"Pay {amount}", link_to_pay(payment)),
    )
    row = outbox.queue(message=to_customer(first, letter))
    keep(order=first, kind=OrderLetter.DUE, row=row, by=by)


def _moment(instant: datetime, order: Any) -> str:
    return moment_words(instant.astimezone(ZoneInfo(order.round.time_zone)))
