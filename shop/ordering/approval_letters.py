"""What people of an account read about orders that one of them has to let through. A copy is kept with the first."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from shop.money import NOTHING
from shop.ordering import waiting
from shop.ordering.keys import approved_page, page_of
from shop.ordering.letters import greeting, round_words, tell_each, to_customer
from shop.ordering.models import Approval, OrderLetter
from shop.ordering.shown_approval import until_words
from shop.outbox.letters import Letter, address, written
from shop.trade.domain import money
from shop.trade.models import Member


def tell_asked(*, approval: Approval, orders: Sequence[Any], deciders: Iterable[Member]) -> None:
    total = _total(orders)
    _tell_deciders(
        approval,
        orders,
        deciders,
        subject=f"{approval.asked_by} asks you to approve {total}",
        paragraphs=(
            f"{approval.asked_by} has put together an order of {total} for {approval.account.name}. It is above their "
            "limit, so it waits until somebody approves it.",
            *_in_short(approval, orders),
            f"Please decide until {until_words(approval.until, orders[0])}. After that it lapses.",
        ),
        key="asked",
    )


def tell_reminded(*, approval: Approval, orders: Sequence[Any]) -> None:
    total = _total(orders)
    _tell_deciders(
        approval,
        orders,
        waiting.deciders(approval.account, asked_by=approval.asked_by),
        subject=f"Still waiting for you: {total} for {approval.account.name}",
        paragraphs=(
            f"{approval.asked_by} has asked for {total}, and nobody has decided yet.",
            *_in_short(approval, orders),
            f"It lapses on {until_words(approval.until, orders[0])}.",
        ),
        key="reminded",
    )


def tell_withdrawn(*, approval: Approval, orders: Sequence[Any]) -> None:
    _tell_deciders(
        approval,
        orders,
        waiting.deciders(approval.account, asked_by=approval.asked_by),
        subject=f"Nothing to approve any more: {_total(orders)} for {approval.account.name}",
        paragraphs=(f"{approval.asked_by} has withdrawn {_numbers(orders)}. There is nothing to do.",),
        key="withdrawn",
    )


def tell_approved(*, approval: Approval, orders: Sequence[Any]) -> None:
    """How to pay, where it is still to be paid; its confirmation is a letter of its own."""
    order, who = orders[0], approval.decided_by
    paragraphs = [f"{who} has approved your {_numbers(orders)} of {_total(orders)}."]
    action = ("Look at your order", page_of(order))
    if approval.changes:
        paragraphs.append(f"With changes:\n{approval.changes}")
    if approval.answer:
        paragraphs.append(f"{who} writes: {approval.answer}")
    if approval.pay_until:
        paragraphs.append(
            f"It is confirmed once it is paid. The goods are kept until {until_words(approval.pay_until, order)}. "
            "By the link it can be paid without signing in, also by a colleague."
        )
        action = (f"Pay {_total(orders)}", approved_page(approval))
    letter = Letter(
        subject=f"Approved: your {_numbers(orders)}",
        greeting=greeting(order),
        paragraphs=tuple(paragraphs),
        action=action,
    )
    _tell_buyer(order, OrderLetter.APPROVED, letter, f"approval {approval.pk} approved")


def tell_declined(*, approval: Approval, orders: Sequence[Any]) -> None:
    who = approval.decided_by
    answer = (f"{who} writes: {approval.answer}",) if approval.answer else ()
    letter = Letter(
        subject=f"Not approved: your {_numbers(orders)}",
        greeting=greeting(orders[0]),
        paragraphs=(
            f"{who} has declined your {_numbers(orders)} of {_total(orders)}. Nothing of it will come, and nothing is "
            "charged.",
            *answer,
            "On its page you can put the goods back into your basket, change them, and ask again.",
        ),
        action=("Look at it", _page_of(approval)),
    )
    _tell_buyer(orders[0], OrderLetter.DECLINED, letter, f"approval {approval.pk} declined")


def tell_lapsed(*, approval: Approval, orders: Sequence[Any]) -> None:
    """The buyer, and those who could have decided."""
    letter = Letter(
        subject=f"Nobody approved your {_numbers(orders)} in time",
        greeting=greeting(orders[0]),
        paragraphs=(
            f"Your {_numbers(orders)} of {_total(orders)} waited until {until_words(approval.until, orders[0])}, and "
            "nobody decided. It has lapsed: nothing of it will come, and nothing is charged.",
            "On its page you can put the goods back into your basket and order anew.",
        ),
        action=("Look at it", _page_of(approval)),
    )
    _tell_buyer(orders[0], OrderLetter.LAPSED, letter, f"approval {approval.pk} lapsed")
    _tell_deciders(
        approval,
        orders,
        waiting.deciders(approval.account, asked_by=approval.asked_by),
        subject=f"Lapsed: {_total(orders)} for {approval.account.name}",
        paragraphs=(
            f"{approval.asked_by} asked for {_total(orders)}, and nobody decided in time. Its goods are free again.",
            "If they are still needed, the order has to be placed anew.",
        ),
        key="over",
    )


def _tell_deciders(
    approval: Approval,
    orders: Sequence[Any],
    deciders: Iterable[Member],
    *,
    subject: str,
    paragraphs: tuple[str, ...],
    key: str,
) -> None:
    telling = []
    asked_by: Any = approval.asked_by
    reply_to = [asked_by.email] if asked_by else []
    for member in deciders:
        letter = Letter(
            subject=subject,
            greeting=f"Hello {member.user.get_short_name()},",
            paragraphs=paragraphs,
            action=("Look at it and decide" if approval.is_waiting else "Look at it", _page_of(approval)),
            afterword=(f"You get this because you may approve orders for {approval.account.name}.",),
        )
        message = written(letter=letter, to=member.user.email, reply_to=reply_to)
        telling.append((orders[0], OrderLetter.TO_APPROVER, message, f"approval {approval.pk} {key}"))
    tell_each(telling=telling)


def _tell_buyer(order: Any, kind: str, letter: Letter, key: str) -> None:
    tell_each(telling=[(order, kind, to_customer(order, letter), key)])


def _page_of(approval: Approval) -> str:
    return address(reverse("customer:approval", args=[approval.pk]))


def _in_short(approval: Approval, orders: Sequence[Any]) -> tuple[str, ...]:
    each = "\n".join(
        f"{order.number} from {order.round.cafe.name}, for {round_words(order.round, order.slot)}: "
        f"{money(order.total_incl_tax, order.currency)}"
        for order in orders
    )
    return (each, f"{approval.asked_by} writes: {approval.word}") if approval.word else (each,)


def _total(orders: Sequence[Any]) -> str:
    return money(sum((order.total_incl_tax for order in orders), NOTHING), orders[0].currency)


def _numbers(orders: Sequence[Any]) -> str:
    numbers = " and ".join(order.number for order in orders)
    return f"order {numbers}" if len(orders) == 1 else f"orders {numbers}"
