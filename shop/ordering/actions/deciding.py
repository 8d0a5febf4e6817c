"""Somebody of the account lets an order through, or doesn't. Of many who decide at once one wins; the others read who.

Locks, in this order: account, approval, payments, rounds, orders, stock, offers, vouchers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.accounts.roles import APPROVE
from shop.money import NOTHING
from shop.ordering import approval_letters as letters
from shop.ordering import approvals, domain, waiting
from shop.ordering.actions.asking import note
from shop.ordering.actions.cancelling import lock_stock
from shop.ordering.actions.confirming import receive
from shop.ordering.actions.giving import give_back_of_all
from shop.ordering.actions.states import change_locked
from shop.ordering.models import Approval
from shop.ordering.remaking import price_changes
from shop.payments import queries as payments
from shop.payments.actions.opening import open_payment
from shop.payments.domain import NoSuchWay, Portion
from shop.payments.gateways.interface import Wish
from shop.payments.models import Payment
from shop.payments.owed import ON_ACCOUNT
from shop.trade.models import Member, TradeAccount


@dataclass(frozen=True)
class Decided:
    """payment: None where it is still to be paid, by the link."""

    approval: Approval
    orders: tuple[Any, ...]
    payment: Payment | None


@dataclass(frozen=True)
class Held:
    """The account and the approval, locked."""

    account: TradeAccount
    approval: Approval


@transaction.atomic
def approve(*, approval: Approval, by: Member, word: str, pays_by: str, strategy: Any, now: datetime) -> Decided:
    """As it was asked for, at the prices that were shown then. What goes on account is confirmed at once."""
    held = lock(approval=approval, by=by)
    orders = waiting_orders(held.approval)
    check_may(held.approval, orders, by)
    check_account(held.account, orders)
    check_open(held.approval, orders, now)
    if changed := price_changes(orders, strategy):
        raise approvals.PricesChanged(changed)
    return finish(held=held, orders=orders, by=by, word=word, pays_by=pays_by, now=now)


def finish(
    *,
    held: Held,
    orders: Sequence[Any],
    by: Member,
    word: str,
    pays_by: str,
    now: datetime,
    changes: Sequence[str] = (),
) -> Decided:
    """It is approved: on account at once, else once it is paid."""
    approval = held.approval
    total = sum((order.total_incl_tax for order in orders), NOTHING)
    payment = None
    if pays_by == ON_ACCOUNT or not total:
        payment = open_payment(
            checkout=approval.checkout,
            portions=[Portion(order.pk, order.number, order.total_incl_tax) for order in orders],
            currency=orders[0].currency,
            by_way_of=pays_by,
            account=held.account,
            now=now,
        )
    else:
        check_way(pays_by, Wish(total, orders[0].currency, held.account))
        approval.pay_until = approvals.paid_until(now, approval.closes_at)
    check_still_waiting(orders)
    approval.pays_by, approval.changes = pays_by, approvals.together(changes)
    _write(approval, approvals.APPROVED, by.user, word, now)
    note(orders=orders, words=f"{by.user} approved it. {word}", now=now)
    letters.tell_approved(approval=approval, orders=orders)
    if payment is not None:
        receive(payment=payment, now=now)
    return Decided(approval, tuple(orders), payment)


@transaction.atomic
def decline(*, approval: Approval, by: Member, word: str, now: datetime) -> None:
    held = lock(approval=approval, by=by)
    orders = waiting_orders(held.approval)
    check_may(held.approval, orders, by)
    _write(held.approval, approvals.DECLINED, by.user, word, now)
    ended = end(orders=orders, to=domain.CANCELLED, by=by.user, reason=f"{by.user} declined it. {word}".strip())
    if not ended:
        raise approvals.DecidedAlready(approvals.OVERTAKEN, "")
    letters.tell_declined(approval=held.approval, orders=ended)


def lock(*, approval: Approval, by: Member) -> Held:
    account = TradeAccount.objects.select_for_update(of=("self",)).select_related("cafe").get(pk=by.account_id)
    if not Member.objects.filter(pk=by.pk, role=by.role, left_at=None).exists():
        raise approvals.NotYoursToApprove  # since the page was asked for
    return Held(account, lock_waiting(approval))


def lock_waiting(approval: Approval) -> Approval:
    """Refuses what somebody else has settled meanwhile."""
    rows = Approval.objects.select_for_update(of=("self",)).select_related("asked_by", "decided_by", "account")
    held = rows.get(pk=approval.pk)
    if held.state != approvals.ASKED:
        raise approvals.DecidedAlready(held.state, str(held.decided_by or ""))
    return held


def waiting_orders(approval: Approval) -> list[Any]:
    """Those that still wait: of several, the café may have cancelled some."""
    rows = waiting.standing_orders(approval).filter(status=domain.PENDING)
    orders = list(rows.select_related(*waiting.WHERE_AND_WHOSE).prefetch_related("deposits"))
    if not orders:
        raise approvals.DecidedAlready(approvals.OVERTAKEN, "")
    return orders


def check_may(approval: Approval, orders: Sequence[Any], by: Member) -> None:
    total = sum((order.total_incl_tax for order in orders), NOTHING)
    is_own = approval.asked_by_id == by.user_id
    if not approvals.may_decide(approves=by.may(APPROVE), is_own=is_own, spend_limit=by.spend_limit, total=total):
        raise approvals.NotYoursToApprove


def check_account(account: TradeAccount, orders: Sequence[Any]) -> None:
    if account.is_closed:
        raise domain.AccountIsClosed
    if account.requires_po and not all(order.po_number for order in orders):
        raise domain.NeedsPurchaseOrder


def check_open(approval: Approval, orders: Sequence[Any], now: datetime) -> None:
    for order in orders:
        if order.round and (now >= approval.closes_at or now >= order.round.cutoff_at):
            raise approvals.ClosedMeanwhile(order.round.name)


def check_way(pays_by: str, wish: Wish) -> None:
    if pays_by not in {way.code for way in payments.choices(wish) if not way.why_not}:
        raise NoSuchWay


def check_still_waiting(orders: Sequence[Any]) -> None:
    """Under their locks, which come after that of the payment."""
    rows = get_model("order", "Order").objects.filter(pk__in=[order.pk for order in orders]).order_by("pk")
    for number, state in rows.select_for_update(of=("self",)).values_list("number", "status"):
        if state != domain.PENDING:
            raise domain.CantBecome(number, state, domain.RECEIVED)


def end(*, orders: Sequence[Any], to: str, by: Any, reason: str) -> list[Any]:
    """Those that ended: what they held is free again. What the café has taken on meanwhile stays as it is."""
    rows = get_model("order", "Order").objects.filter(pk__in=[order.pk for order in orders]).order_by("pk")
    locked = rows.select_related(*waiting.WHERE_AND_WHOSE).select_for_update(of=("self",))
    ended = [order for order in locked if order.status == domain.PENDING]
    lock_stock(ended)
    for order in ended:
        change_locked(order=order, to=to, by=by, reason=reason)
    give_back_of_all(orders=ended)
    return ended


def _write(approval: Approval, state: str, by: Any, word: str, now: datetime) -> None:
    approval.state, approval.decided_by, approval.decided_at = state, by, now
    approval.answer, approval.remind_at = word, None
    approval.save()
