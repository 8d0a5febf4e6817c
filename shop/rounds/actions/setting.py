"""One round is given limits, a cut-off or a note of its own; its timetable leaves those alone from then on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.rounds.actions.holding import lock_rounds
from shop.rounds.actions.making import lock_cafes, make_rounds
from shop.rounds.domain import refusals
from shop.rounds.domain.choosing import HOLDS_NO_PLACE
from shop.rounds.domain.departures import EVENT
from shop.rounds.models import Round
from shop.rounds.planning import set_times
from shop.rounds.recording import Change, differences, record

OF_AN_EVENT = ("name", "place", "date", "leaves", "arrives_from", "arrives_until")


@transaction.atomic
def set_round(*, round: Round, values: Mapping[str, Any], cutoff: datetime, by: Any, now: datetime) -> Round:
    """values: by their columns. cutoff: as the wall shows it at the café."""
    found, cafe = _locked(round)
    if found.leaves_at <= now:
        raise refusals.HasLeft
    before = Round.objects.get(pk=found.pk)
    for name, value in values.items():
        setattr(found, name, value)
    moved = [name for name in OF_AN_EVENT if getattr(found, name) != getattr(before, name)]
    if moved and (orders := _orders(found)):
        raise refusals.HasOrders(before.name, before.date, orders)
    set_times(found, cafe=cafe, leaves=datetime.combine(found.date, found.leaves), cutoff=cutoff)
    changes = [each for each in differences(before, found) if each.old != each.new and not _follows(each)]
    if not changes:
        return found
    found.is_set_by_hand = found.kind != EVENT
    found.save()
    record(about=found, changes=changes, by=by)
    return found


@transaction.atomic
def follow_timetable(*, round: Round, by: Any, now: datetime) -> None:
    """As if nobody had set anything. With orders it keeps its limits; what differs is marked."""
    found, cafe = _locked(round)
    if not found.is_set_by_hand:
        return
    found.is_set_by_hand = False
    found.save(update_fields=["is_set_by_hand"])
    record(about=found, changes=[Change("Follows its timetable again")], by=by)
    make_rounds(now=now, cafes=[cafe])


def _locked(round: Round) -> tuple[Round, Any]:
    cafe = lock_cafes([round.cafe])[0]
    found = lock_rounds(pks=[round.pk]).get(round.pk)
    if found is None:
        raise refusals.RoundGone
    return found, cafe


def _orders(round: Round) -> int:
    return get_model("order", "Order").objects.filter(round=round).exclude(status__in=HOLDS_NO_PLACE).count()


def _follows(change: Change) -> bool:
    """Instants, which come of the times on the wall."""
    return isinstance(change.new, datetime)
