"""A payment as staff read it: what it came to, and what is the matter with it, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shop.desk.payments import troubles
from shop.money import NOTHING
from shop.payments import disputes, domain, promises
from shop.payments.models import Payment, Refund, Share
from shop.payments.owed import CAME_TO_NOTHING
from shop.payments.queries import OrderMoney, money_of, provider_of
from shop.refusals import Refusal
from shop.trade.domain import money


@dataclass(frozen=True)
class Trouble:
    code: str
    words: str

    @property
    def name(self) -> str:
        return troubles.TROUBLES[self.code]

    @property
    def next_step(self) -> str:
        return troubles.NEXT_STEP[self.code]


@dataclass(frozen=True)
class Shown:
    """whole: whoever looks sees every order that has a part in it."""

    payment: Any
    shares: Sequence[Any]
    moneys: dict[int, OrderMoney]
    whole: bool
    now: datetime

    @property
    def amount(self) -> Decimal:
        return self.payment.amount if self.whole else sum((share.amount for share in self.shares), NOTHING)

    @property
    def is_part(self) -> bool:
        return not self.whole and self.amount != self.payment.amount

    @property
    def orders(self) -> list[Any]:
        return [share.order for share in self.shares]

    @property
    def buyer(self) -> str:
        if self.payment.account:
            return str(self.payment.account.name)
        order = self.orders[0] if self.shares else None
        return (order.contact_name or (str(order.user) if order.user else order.email)) if order else ""

    @property
    def email(self) -> str:
        return str(self.orders[0].email or "") if self.shares else ""

    @property
    def provider(self) -> str:
        try:
            words = provider_of(self.payment)
        except Refusal:
            return str(self.payment.gateway)
        return words[:1].upper() + words[1:]

    @property
    def stands(self) -> str:
        """Where it has got to, when nothing is the matter."""
        payment = self.payment
        if payment.is_open:
            return f"Waiting for {_inside(self.provider)} since {moment(payment.created_at)}"
        if payment.state == domain.AUTHORISED:
            ends = moment(payment.settled_at + promises.HOLDS_LAST)
            held = f"{money(payment.held, payment.currency)} is held" if self.whole else "It is held"
            return f"{held} on the card until {ends}, and taken once its orders are completed"
        if payment.state == domain.KEPT:
            return f"{payment.card or 'A card'} is kept, and charged once its orders are completed"
        return str(payment.reason)

    @property
    def troubles(self) -> list[Trouble]:
        return [Trouble(code, self.says(code)) for code in troubles.TROUBLES if getattr(self.payment, f"is_{code}")]

    def says(self, code: str) -> str:
        payment = self.payment
        match code:
            case troubles.WRONG:
                return self._wrong()
            case troubles.DISPUTED:
                return " ".join(self._disputed())
            case troubles.UNTAKEN:
                return f"It is being taken from the card, and {_inside(self.provider)} has not answered yet."
            case troubles.ENDING:
                return f"The card's bank lets go of it on {moment(payment.settled_at + promises.HOLDS_LAST)}."
            case troubles.LATE:
                return " ".join(self._late())
            case troubles.TWICE:
                return " ".join(self._twice())
            case troubles.SHORT:
                return " ".join(self._short())
            case troubles.NOT_BACK:
                return " ".join(self._refunds(domain.NOT_PAID_BACK))
            case troubles.ON_ITS_WAY:
                return " ".join(self._refunds(domain.ASKED_BACK))
            case troubles.SILENT:
                return (
                    f"Waiting since {moment(payment.created_at)}: its time was over at {moment(payment.expires_at)}, "
                    f"and {_inside(self.provider)} has not said what became of it."
                )
        return " ".join(each.words for each in payment.shown_differences) if self.whole else "The books differ."

    def _wrong(self) -> str:
        payment = self.payment
        took = next((each.amount for each in payment.said_paid if each.amount is not None), None)
        if took is None or not self.whole:
            return f"{self.provider} took another amount than we asked for. Nothing is written as paid."
        amounts = money(took, payment.currency), money(payment.asked_of_payer, payment.currency)
        return (
            f"{self.provider} says that {amounts[0]} was taken; we asked for {amounts[1]}. Nothing is written as paid."
        )

    def _disputed(self) -> Iterator[str]:
        for each in self.payment.shown_disputes:
            if each.state == disputes.OPEN:
                by = moment(each.answer_by) if each.answer_by else ""
                amount = money(each.amount, self.payment.currency) if self.whole else "What was paid"
                yield disputes.words_of(amount=amount, reason=each.reason, by=by)

    def _late(self) -> Iterator[str]:
        for share in self.shares:
            kept = self.moneys[share.order_id].kept
            if share.order.status in CAME_TO_NOTHING and kept > NOTHING:
                amount = money(kept, self.payment.currency)
                yield f"{amount} is kept for order {share.order.number}, which is {share.order.status.lower()}."

    def _twice(self) -> Iterator[str]:
        for share in self.shares:
            kept, total = self.moneys[share.order_id].kept, share.order.total_incl_tax
            if share.order.status not in CAME_TO_NOTHING and kept > NOTHING:
                amounts = money(kept, self.payment.currency), money(total, self.payment.currency)
                if kept > total:
                    yield f"{amounts[0]} was paid for order {share.order.number}, which comes to {amounts[1]}."
                else:
                    yield f"{amounts[0]} was paid for order {share.order.number}, which is on account as well."

    def _short(self) -> Iterator[str]:
        for share in self.shares:
            due = share.order.total_incl_tax - self.moneys[share.order_id].kept
            if share.order.status not in CAME_TO_NOTHING and due > NOTHING:
                why = f" {self.payment.reason}" if self.payment.reason else ""
                yield f"{money(due, self.payment.currency)} of order {share.order.number} is due.{why}"

    def _refunds(self, state: str) -> Iterator[str]:
        for refund in self.refunds:
            if refund.state == state:
                amount = money(refund.amount, self.payment.currency)
                if state == domain.NOT_PAID_BACK:
                    yield f"{amount} could not be paid back on {moment(refund.asked_at)}: {refund.failure}"
                else:
                    yield f"{amount} is on its way back since {moment(refund.asked_at)}, without an answer."

    @property
    def refunds(self) -> list[Refund]:
        return [refund for share in self.shares for refund in share.refunds.all()]

    @property
    def kept(self) -> Decimal:
        """Of its orders, by all their payments."""
        return sum((self.moneys[share.order_id].kept for share in self.shares), NOTHING)


def shown(payments: Sequence[Payment], *, whole: bool, now: datetime) -> list[Shown]:
    every: list[Share] = [share for payment in payments for share in _shares(payment)]
    moneys = money_of(share.order_id for share in every)
    return [Shown(payment, _shares(payment), moneys, whole, now) for payment in payments]


def _shares(payment: Any) -> list[Share]:
    return list(payment.shown_shares)


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B, %H:%M}"


def _inside(name: str) -> str:
    return name if name == "Stripe" else name[:1].lower() + name[1:]
