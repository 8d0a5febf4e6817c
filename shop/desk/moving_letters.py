"""What we write to customers whose order can't go when they had chosen. A copy stays with the order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oscar.core.loading import get_model

from shop.ordering.calendar import MEDIA_TYPE, calendar_file
from shop.ordering.keys import page_of
from shop.ordering.letters import calendar_entry, calendar_name, greeting, tell_each, to_customer
from shop.ordering.models import OrderLetter
from shop.ordering.seeing import whole
from shop.ordering.showing import Shown
from shop.outbox.letters import Letter


@dataclass(frozen=True)
class Step:
    """An order that goes with another round, in the customer's words."""

    order: Any
    was: str
    becomes: str


def tell_moved(*, steps: Iterable[tuple[Step, Any]], reason: str, now: datetime) -> None:
    """Each with the note that says so; with the new day for their calendar."""
    noted = {step.order.pk: (step, note) for step, note in steps}
    telling = []
    for order in whole(get_model("order", "Order").objects.filter(pk__in=noted)).order_by("pk"):
        step, note = noted[order.pk]
        shown = Shown(order, now)
        message = to_customer(order, _moved(step, reason))
        if entry := calendar_entry(shown, link=page_of(order)):
            message.attach(calendar_name(shown), calendar_file(entry, now=now), MEDIA_TYPE)
        telling.append((order, OrderLetter.MOVED, message, f"order note {note.pk}"))
    tell_each(telling=telling)


def _moved(step: Step, reason: str) -> Letter:
    order = step.order
    return Letter(
        subject=f"Your order {order.number} has a new day",
        greeting=greeting(order),
        paragraphs=(
            f"We are sorry: your order {order.number} can't go as you had chosen. {reason}.",
            f"Before: {step.was}\nNow: {step.becomes}",
            "What you ordered and what it costs stay as they were. If the new day doesn't suit you, please answer "
            "this letter or call us.",
        ),
        action=("Look at your order", page_of(order)),
    )
