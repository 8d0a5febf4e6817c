"""What stands behind a card is taken once its orders are completed; what the card can't give is due."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shop.money import NOTHING
from shop.payments import domain, promises
from shop.payments.actions.posting import write_transfers
from shop.payments.actions.telling import Clock, note
from shop.payments.gateways import card_taking
from shop.payments.models import Exchange, Payment, Transfer
from shop.payments.outside import outside_any_transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """due: by order, what the card did not give. Not heard: nothing is known yet, and it is asked again."""

    payment: Payment
    due: Mapping[int, Decimal]
    is_heard: bool = True


def take(*, payment: Payment, wanted: Mapping[int, Decimal], then: Callable[["Taken"], None], now: datetime) -> Taken:
    """wanted: what each completed order came to, by its key. Never more is taken than is held. then: what follows in
    the same transaction, for the one who wrote it."""
    outside_any_transaction()
    row = _decide(payment=payment, wanted=wanted)
    ask = card_taking.take if row.to_take else card_taking.let_go
    return _write(payment=row, wanted=wanted, ask=ask, then=then, now=now)


def let_go(*, payment: Payment, now: datetime) -> Taken:
    """Its orders came to nothing."""
    outside_any_transaction()
    row = _decide(payment=payment, wanted={})
    return _write(payment=row, wanted={}, ask=card_taking.let_go, then=lambda taken: None, now=now)


@transaction.atomic
def _decide(*, payment: Payment, wanted: Mapping[int, Decimal]) -> Payment:
    """Written before the card is asked, and never changed: whoever asks again asks for the same."""
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if not row.is_promised:
        raise promises.NotPromised
    if row.to_take is None:
        row.to_take = promises.at_most(sum(wanted.values(), NOTHING), state=row.state, held=row.held)
        row.save(update_fields=["to_take"])
    return row


def _write(
    *,
    payment: Payment,
    wanted: Mapping[int, Decimal],
    ask: Callable[[Payment], domain.Outcome],
    then: Callable[[Taken], None],
    now: datetime,
) -> Taken:
    clock = Clock()
    outcome = ask(payment)
    what = Exchange.TAKE if payment.to_take else Exchange.LET_GO
    note(what, outcome, payment=payment, key=_key(payment), took=clock.read(), now=now)
    with transaction.atomic():
        row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
        state = promises.after(row.state, outcome.state)
        if state == row.state:
            return Taken(row, {}, is_heard=not row.is_promised)
        shares = list(row.shares.all())
        taken = promises.shared_out(outcome.amount if state == domain.PAID else NOTHING, wanted)
        if state == domain.PAID and (beyond := outcome.amount - sum(taken.values(), NOTHING)) > NOTHING:
            # Its orders have come to less meanwhile. What came in is written all the same.
            first = shares[0].order_id
            taken[first] = taken.get(first, NOTHING) + beyond
        row.state, row.reason = state, outcome.reason
        if state == domain.PAID:
            row.number = outcome.number  # of the charge: a card that was kept had the number of its keeping
        row.save(update_fields=["state", "reason", "number"])
        charges = [
            Transfer(
                share=share,
                kind=domain.CHARGE,
                amount=taken[share.order_id],
                gateway=row.gateway,
                number=outcome.number,
                at=now,
            )
            for share in shares
            if taken.get(share.order_id)
        ]
        write_transfers(transfers=charges, now=now)
        result = Taken(row, {key: wanted[key] - taken[key] for key in wanted if wanted[key] > taken[key]})
        then(result)
    log.info("Of payment %s, %s was taken.", row.pk, outcome.amount)
    return result


def _key(payment: Payment) -> str:
    """What is let go has none: it is so however often it is asked for."""
    if not payment.to_take:
        return ""
    return f"{payment.key}-charge" if payment.state == domain.KEPT else f"{payment.key}-take"
