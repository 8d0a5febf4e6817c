"""What became of each order, step by step, with who did it and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from oscar.core.loading import get_model

from demo.history.world import Visit, World, in_time
from shop.accounts.demo import ARTHUR
from shop.ordering import domain
from shop.payments.owed import ON_ACCOUNT

AT_ONCE = 500
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LAPSED, LEFT, CALLED_OFF, LATE, DECLINED = "lapsed", "left", "called off", "late", "declined"
# Of what goes out next, one in so many is ready already, and one in so many being made so.
READY, BEGUN = 6, 4
CALLED_OFF_BECAUSE = (
    "They rang: the kitchen is closed that week.",
    "They ordered twice by mistake.",
    "Our oven stood still that night, and they could not wait.",
)


@dataclass(frozen=True)
class Step:
    to: str
    at: datetime
    by: Any = None
    reason: str = ""


def go_on(visits: Sequence[Visit], world: World) -> None:
    times = [(visit.of(order).goes_at, order.pk, order) for visit in visits for order in visit.orders]
    coming = [order for at, _, order in sorted(times, key=itemgetter(0, 1)) if at > world.now]
    done = {order.pk: domain.COMPLETED for order in coming[: len(coming) // READY + 1]}
    done |= {order.pk: domain.IN_PROGRESS for order in coming[len(done) :][: len(coming) // BEGUN + 1]}
    done |= {order.pk: domain.RECEIVED for order in coming if order.pk not in done}
    rows = []
    for visit in visits:
        for order in visit.orders:
            rows += [(order, step) for step in steps_of(visit, order, world, done.get(order.pk, domain.ISSUED))]
    write_changes(rows)
    write_states(visits)


def decide(visits: Sequence[Visit], world: World) -> None:
    """A few of those whose day is over came to nothing, or were paid late."""
    over = sorted((visit for visit in visits if visit.goes_at < world.now), key=in_time)
    guests = [visit for visit in over if visit.account is None]
    members = [visit for visit in over if visit.pays_by == ON_ACCOUNT]
    for number, visit in enumerate(reversed(guests)):
        if not visit.has_voucher:
            visit.fate = {5: LAPSED, 11: CALLED_OFF, 17: LEFT}.get(number % 23, LATE if number % 47 == 1 else "")
    for number, visit in enumerate(reversed(members)):
        visit.fate = CALLED_OFF if number % 37 == 20 else ""
    for number, visit in enumerate(visit for visit in members if visit.needs_approval):
        visit.fate = DECLINED if number == 1 else ""
    for number, visit in enumerate(visits):
        if visit.fate == LATE:
            visit.placed_at = visit.closes_at - 3 * MINUTE
        if visit.needs_approval:
            visit.decided_at = visit.placed_at + 9 * MINUTE
        visit.settled_at = settled_at(visit, number)


def settled_at(visit: Visit, number: int) -> datetime:
    """On account at once, or once it is approved; at the bank once somebody has been there, and one had begun just
    before orders closed."""
    if visit.pays_by == ON_ACCOUNT:
        return visit.decided_at or visit.placed_at + timedelta(seconds=1)
    if visit.fate == LATE:
        return visit.closes_at + 4 * MINUTE
    return visit.placed_at + timedelta(seconds=50 + number * 37 % 300)


def steps_of(visit: Visit, order: Any, world: World, state: str) -> Iterator[Step]:
    """state: how far it has come, if all went well."""
    settled = visit.settled_at or visit.placed_at
    if visit.fate == LAPSED:
        yield Step(domain.LAPSED, visit.placed_at + 31 * MINUTE, reason="It was not paid in time.")
        return
    if visit.fate == DECLINED:
        yield Step(domain.CANCELLED, settled, world.people[ARTHUR.email], "Arthur Penn declined it.")
        return
    if visit.fate == LEFT:
        reason = "Its buyer did not go on with the payment."
        yield Step(domain.CANCELLED, visit.placed_at + 6 * MINUTE, reason=reason)
        return
    yield Step(domain.RECEIVED, settled)
    by, goes_at = world.staff_of(order.round), visit.of(order).goes_at
    if visit.fate == CALLED_OFF:
        reason = CALLED_OFF_BECAUSE[order.pk % len(CALLED_OFF_BECAUSE)]
        yield Step(domain.CANCELLED, min(settled + 3 * HOUR, goes_at - HOUR), by, reason)
    elif state == domain.ISSUED:
        yield Step(domain.IN_PROGRESS, max(goes_at - 8 * HOUR, settled + MINUTE), by)
        yield Step(domain.COMPLETED, max(goes_at - HOUR, settled + 2 * MINUTE), by)
        yield Step(domain.ISSUED, goes_at, by)
    elif state != domain.RECEIVED:
        yield Step(domain.IN_PROGRESS, max(world.now - 3 * HOUR, settled + MINUTE), by)
        if state == domain.COMPLETED:
            yield Step(domain.COMPLETED, max(world.now - HOUR, settled + 2 * MINUTE), by)


def write_changes(rows: Sequence[tuple[Any, Step]]) -> None:
    Change = get_model("order", "OrderStatusChange")
    changes = []
    for order, step in rows:
        changes.append(
            Change(order=order, old_status=order.status, new_status=step.to, changed_by=step.by, reason=step.reason)
        )
        order.status = step.to
    Change.objects.bulk_create(changes, batch_size=AT_ONCE)
    for change, (_, step) in zip(changes, rows, strict=True):
        change.date_created = step.at  # the row was given the hour in which it was written
    Change.objects.bulk_update(changes, ["date_created"], batch_size=AT_ONCE)


def write_states(visits: Sequence[Visit]) -> None:
    by_state: dict[str, list[int]] = {}
    for order in (order for visit in visits for order in visit.orders):
        by_state.setdefault(order.status, []).append(order.pk)
    Order, Line = get_model("order", "Order"), get_model("order", "Line")
    for state, pks in by_state.items():
        Order.objects.filter(pk__in=pks).update(status=state)
        lines = Line.objects.filter(order__in=pks)
        lines.update(status=state)
        if state in domain.GIVES_STOCK_BACK:
            lines.filter(product__supply="stocked").update(allocation_cancelled=True)
