"""What staff noted beside orders, and what they had to look at."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from oscar.core.loading import get_model

from demo.history.states import LATE
from demo.history.world import DAY, Visit, World
from shop.ordering.domain import ISSUED, paid_too_late
from shop.ordering.models import Flag

EVERY = 19
NOTES = (
    "Rang before it left: they take the trays back themselves.",
    "Asked for the invoice to go to head office this time.",
    "One tray was dented. We sent another with the next van.",
    "Praised the crust. Tell the night shift!",
    "They would like to be asked before we put anything else in its place.",
)


def remark(visits: Sequence[Visit], world: World) -> None:
    note([order for visit in visits for order in visit.orders if order.status == ISSUED], world)
    flag([visit for visit in visits if visit.fate == LATE], world)


def note(orders: Sequence[Any], world: World) -> None:
    OrderNote = get_model("order", "OrderNote")
    writers = [world.people[email] for email in ("sam@cafedjango.example", "olive@cafedjango.example")]
    noted = orders[::EVERY]
    notes = [
        OrderNote(order=order, user=writers[number % 2], note_type=OrderNote.INFO, message=NOTES[number % len(NOTES)])
        for number, order in enumerate(noted)
    ]
    OrderNote.objects.bulk_create(notes)
    for each in notes:
        each.date_created = each.date_updated = each.order.date_placed + timedelta(hours=3)
    OrderNote.objects.bulk_update(notes, ["date_created", "date_updated"])


def flag(visits: Sequence[Visit], world: World) -> None:
    """Seen to on the next morning; the last one waits for somebody."""
    olive = world.people["olive@cafedjango.example"]
    Flag.objects.bulk_create(
        Flag(
            order=order,
            at=visit.settled_at,
            words=paid_too_late(order.round.name),
            settled_at=None if visit is visits[-1] else min(order.round.leaves_at, visit.settled_at + DAY),
            settled_by=None if visit is visits[-1] else olive,
        )
        for visit in visits
        for order in visit.orders
        if visit.settled_at
    )
