"""What we write to customers whose order can't go when they had chosen. A copy stays with the order."""

from datetime import datetime
from typing import Any

from shop.ordering.calendar import MEDIA_TYPE, calendar_file
from shop.ordering.keys import page_of
from shop.ordering.letters import calendar_entry, calendar_name, greeting, keep, shown_of
from shop.ordering.models import OrderLetter
from shop.outbox import actions as outbox
from shop.outbox.letters import Letter, key_for, written


def tell_moved(*, order: Any, was: str, becomes: str, reason: str, key: str, now: datetime) -> None:
    letter = Letter(
        subject=f"Your order {order.number} has a new day",
        greeting=greeting(order),
        paragraphs=(
            f"We are sorry: your order {order.number} can't go as you had chosen. {reason}.",
            f"Before: {was}\nNow: {becomes}",
            "What you ordered and what it costs stay as they were. If the new day doesn't suit you, please answer "
            "this letter or call us.",
        ),
        action=("Look at your order", page_of(order)),
    )
    _tell(order, OrderLetter.MOVED, letter, key=key, now=now)


def tell_cancelled(*, order: Any, was: str, reason: str, paid: bool) -> None:
    money = "What you paid comes back to you." if paid else "You don't owe anything for it."
    letter = Letter(
        subject=f"Your order {order.number} is cancelled",
        greeting=greeting(order),
        paragraphs=(
            f"We are sorry: we had to cancel your order {order.number} for {was}. {reason}.",
            f"{money} If we can help you to another day, please answer this letter or call us.",
        ),
        action=("Look at your order", page_of(order)),
    )
    _tell(order, OrderLetter.CANCELLED, letter, key=f"order {order.number} cancelled by us")


def _tell(order: Any, kind: str, letter: Letter, *, key: str, now: datetime | None = None) -> None:
    """now: with its new day for their calendar. Somebody who can't be reached any more is told nothing."""
    if not order.email:
        return
    message = written(letter=letter, to=order.email, reply_to=[order.round.cafe.email])
    if now:
        shown = shown_of(order, now=now)
        if entry := calendar_entry(shown, link=page_of(order)):
            message.attach(calendar_name(shown), calendar_file(entry, now=now), MEDIA_TYPE)
    keep(order=order, kind=kind, row=outbox.queue(message=message, key=key_for(key, order.email)))
