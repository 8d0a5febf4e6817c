"""What staff do about a payment, each with its trace: who, when, and why."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from shop.desk.payments import troubles
from shop.ordering.actions.charging import charge, promised
from shop.ordering.actions.collecting import GOES_ON, ask_for_rest
from shop.ordering.actions.confirming import follow
from shop.ordering.actions.noticing import flag_noticed
from shop.payments import domain
from shop.payments.actions import taking
from shop.payments.actions.disputing import look_at_refund, look_for_disputes
from shop.payments.actions.refunding import carry_out, refund
from shop.payments.actions.settling import settle
from shop.payments.models import Handling, Payment, Refund, Share
from shop.refusals import Refusal
from shop.trade.domain import money


class NotHeard(Refusal):
    def __str__(self) -> str:
        return "There is no answer just now. Nothing is changed, and it is asked again by itself each minute."


class NotCompletedYet(Refusal):
    def __str__(self) -> str:
        return "Its orders aren't completed yet. It is taken from the card once they are."


class NotOnACard(Refusal):
    def __str__(self) -> str:
        return "Nothing is held on a card here any more."


class NotPaidBack(Refusal):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return f"It was not paid back. {self.why}"


def ask_again(*, payment: Payment, by: Any, now: datetime) -> str:
    """The provider's own word of the payment, of what is on its way back, and of disputes."""
    before = _stands(payment)
    if not payment.is_settled:
        follow(settle(payment=payment, now=now), now=now)
    is_heard = True
    for each in Refund.objects.filter(share__payment=payment).order_by("pk"):
        if each.state == domain.ASKED_BACK:
            is_heard &= carry_out(refund=each, now=now).state != domain.ASKED_BACK
        elif each.state == domain.PAID_BACK:
            noticed = look_at_refund(refund=each, now=now)
            flag_noticed(noticed, now=now)
            is_heard &= noticed.is_heard
    if payment.is_paid:
        noticed = look_for_disputes(payment=payment, now=now)
        flag_noticed(noticed, now=now)
        is_heard &= noticed.is_heard
    payment.refresh_from_db()
    after = _stands(payment)
    is_heard &= not payment.is_open or _was_heard(payment)
    said = after if is_heard else "No answer."
    _note(Handling.ASKED, payment=payment, words=said, by=by, now=now)
    if not is_heard:
        raise NotHeard
    return f"Asked: {said}" if before != after else f"Asked, and nothing is new: {said}"


def _stands(payment: Payment) -> str:
    refunds = Refund.objects.filter(share__payment=payment).order_by("pk")
    states = [f"{money(each.amount, payment.currency)} {each.get_state_display().lower()}" for each in refunds]
    disputed = [f"dispute {each.get_state_display().lower()}" for each in payment.disputes.order_by("pk")]
    return ", ".join([payment.get_state_display().lower(), *states, *disputed])[:280] + "."


def _was_heard(payment: Payment) -> bool:
    last = payment.exchanges.order_by("-pk").first()
    return last is not None and last.said != domain.UNHEARD


def take_again(*, payment: Payment, by: Any, now: datetime) -> str:
    if not payment.is_promised:
        raise NotOnACard
    if not promised(now).filter(pk=payment.pk).exists():
        raise NotCompletedYet
    charge(payment=payment, now=now)
    payment.refresh_from_db()
    _note(Handling.TAKEN, payment=payment, words=_stands(payment), by=by, now=now)
    if payment.is_promised:
        raise NotHeard
    return f"Tried: {_stands(payment)} {payment.reason}".strip()


def let_go(*, payment: Payment, reason: str, by: Any, now: datetime) -> str:
    if not payment.is_promised:
        raise NotOnACard
    taken = taking.let_go(payment=payment, now=now)
    _note(Handling.LET_GO, payment=payment, words=reason, by=by, now=now)
    if not taken.is_heard:
        raise NotHeard
    return taken.payment.reason or f"It is {taken.payment.get_state_display().lower()}."


def send_link(*, share: Share, by: Any, now: datetime) -> str:
    recipient = ask_for_rest(order=share.order, by=by)
    _note(Handling.LINKED, payment=share.payment, share=share, words=f"To {recipient}", by=by, now=now)
    return f"The link to pay is on its way to {recipient}."


def pay_back(*, share: Share, amount: Decimal, left: Decimal, reason: str, by: Any, now: datetime) -> str:
    """left: what the page said could be paid back. Of an order that goes on, it is not asked for again."""
    given = refund(share=share, amount=amount, reason=reason, by=by, left=left, now=now)
    is_back = given.state != domain.NOT_PAID_BACK
    about = troubles.SHORT if is_back and share.order.status in GOES_ON else ""
    _note(Handling.REFUNDED, payment=share.payment, share=share, words=reason, trouble=about, by=by, now=now)
    words = money(amount, share.payment.currency)
    if not is_back:
        raise NotPaidBack(given.failure)
    if given.state == domain.ASKED_BACK:
        return f"{words} is on its way back. There is no answer yet: it is asked for again each minute, and paid once."
    return f"{words} is paid back."


def mark_seen(*, payment: Payment, trouble: str, words: str, by: Any, now: datetime) -> None:
    _note(Handling.SEEN, payment=payment, trouble=trouble, words=words, by=by, now=now)


def _note(
    what: str,
    *,
    payment: Payment,
    words: str,
    by: Any,
    now: datetime,
    share: Share | None = None,
    trouble: str = "",
) -> None:
    Handling.objects.create(payment=payment, share=share, what=what, trouble=trouble, words=words[:300], by=by, at=now)
