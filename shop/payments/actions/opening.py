"""Wishing to take money, and beginning to."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from shop.money import NOTHING
from shop.payments import domain, promises
from shop.payments.actions.settling import Settled, write_outcome
from shop.payments.actions.telling import Clock, note
from shop.payments.gateways import gateway
from shop.payments.gateways.interface import Wish
from shop.payments.models import Exchange, Payment, Share
from shop.payments.outside import outside_any_transaction
from shop.trade.models import TradeAccount

log = logging.getLogger(__name__)

CARD = "card"


@dataclass(frozen=True)
class Started:
    """Where the payer goes now. Without a page it is settled already, or the provider was not heard."""

    settled: Settled
    page: str = ""
    unheard: bool = False

    @property
    def payment(self) -> Payment:
        return self.settled.payment


@transaction.atomic(savepoint=False)
def open_payment(
    *,
    checkout: str,
    portions: Sequence[domain.Portion],
    currency: str,
    by_way_of: str,
    account: TradeAccount | None,
    now: datetime,
    until: datetime | None = None,
    promise: promises.Promise = promises.AT_ONCE,
    beyond_limit: bool = False,
    kept_until: datetime | None = None,
) -> Payment:
    """Rows only, in the order's transaction: nobody is asked for anything yet. Refuses what can't be paid so.

    until: where less than the usual time is left. promise: what a card is asked for; other ways take no notice.
    kept_until: where there is another time for it than the usual one.
    """
    if not portions:
        raise domain.NothingToPay
    amount = sum((portion.amount for portion in portions), NOTHING)
    _refuse_a_second(checkout)
    state = domain.PAID
    if amount:
        way = gateway(by_way_of)
        way.check(Wish(amount, currency, account, beyond_limit))
        state = way.begins
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                checkout=checkout,
                gateway=by_way_of,
                **_promised(promise, amount, by_way_of, now),
                account=account,
                amount=amount,
                currency=currency,
                reference=domain.reference(portion.number for portion in portions),
                state=state,
                created_at=now,
                expires_at=kept_until or min(filter(None, (domain.expires(now, settings.PAYMENT_MINUTES), until))),
                settled_at=now if state in domain.SETTLED else None,
            )
    except IntegrityError as error:
        raise domain.BeingPaid from error
    Share.objects.bulk_create(
        Share(payment=payment, order_id=portion.order, amount=portion.amount) for portion in portions
    )
    return payment


def _promised(promise: promises.Promise, amount: Decimal, by_way_of: str, now: datetime) -> dict[str, Any]:
    taking = promises.how_taken(leaves_at=promise.leaves_at, now=now)
    if by_way_of != CARD or taking == promises.NOW or not amount:
        return {}
    held = promises.to_hold(amount, promise.weighed) if taking == promises.HOLD else NOTHING
    return {"taking": taking, "held": held}


def _refuse_a_second(checkout: str) -> None:
    """What is being paid is locked first: it may just become paid."""
    earlier = Payment.objects.filter(checkout=checkout).select_for_update(of=("self",)).order_by("pk")
    states = {payment.state for payment in earlier}
    if states & domain.SETTLED:
        raise domain.AlreadyPaid
    if states & domain.OPEN:
        raise domain.BeingPaid


def start(*, payment: Payment, return_url: str, now: datetime, customer: str = "") -> Started:
    """Ask the provider to take it. Asked again, it leads to the same place.

    customer: Stripe's name for whoever begins, if a card of theirs is kept. It is written down before it is told, and
    stays: Stripe answers the same question alone under the same key.
    """
    outside_any_transaction()
    payment.refresh_from_db()
    if not payment.is_open:
        return Started(Settled(payment, payment.state))
    if customer and not payment.customer and not payment.exchanges.exists():
        Payment.objects.filter(pk=payment.pk, customer="").update(customer=customer)
        payment.refresh_from_db(fields=["customer"])
    clock = Clock()
    begun = gateway(payment.gateway).start(payment, return_url=return_url)
    note(Exchange.BEGIN, begun.outcome, payment=payment, key=str(payment.key), took=clock.read(), now=now)
    settled = write_outcome(
        payment=payment, outcome=begun.outcome, asked=bool(begun.page), ticket=begun.ticket, now=now
    )
    return Started(
        settled,
        page=begun.page if settled.payment.is_open else "",
        unheard=settled.payment.is_open and not begun.page,
    )
