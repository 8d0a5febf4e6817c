"""A round is closed by hand, for good or until it is opened again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.rounds.actions.holding import lock_rounds
from shop.rounds.actions.making import lock_cafes, make_rounds
from shop.rounds.domain import refusals
from shop.rounds.domain.choosing import HOLDS_NO_PLACE
from shop.rounds.models import Round
from shop.rounds.recording import Change, record


@transaction.atomic
def close_round(*, round: Round, reason: str, by: Any, now: datetime) -> Round:
    """Refused while an order holds a place: its customer has to be told where it goes instead."""
    found = _locked(round)
    if found.closed_at:
        raise refusals.ClosedAlready
    if found.leaves_at <= now:
        raise refusals.HasLeft
    orders = get_model("order", "Order").objects.filter(round=found).exclude(status__in=HOLDS_NO_PLACE).count()
    if orders:
        raise refusals.HasOrders(found.name, found.date, orders)
    found.closed_at, found.closed_because, found.is_closed_by_hand = now, reason, True
    found.stopped_because = found.misfit = ""
    found.save(update_fields=["closed_at", "closed_because", "is_closed_by_hand", "stopped_because", "misfit"])
    record(about=found, changes=[Change("Closed", "", reason)], by=by)
    return found


@transaction.atomic
def open_again(*, round: Round, by: Any, now: datetime) -> Round:
    """As its timetable has it by now: that may have closed it as well."""
    lock_cafes([round.cafe])
    found = _locked(round)
    if not found.is_closed_by_hand:
        raise refusals.NotClosedByHand
    reason, found.closed_at, found.closed_because, found.is_closed_by_hand = found.closed_because, None, "", False
    found.save(update_fields=["closed_at", "closed_because", "is_closed_by_hand"])
    record(about=found, changes=[Change("Opened again", reason)], by=by)
    make_rounds(now=now, cafes=[found.cafe])
    return found


def _locked(round: Round) -> Round:
    found = lock_rounds(pks=[round.pk]).get(round.pk)
    if found is None:
        raise refusals.RoundGone
    return found
