"""What staff set. Rounds that nobody has ordered for follow at once, in the same transaction; who did it is kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from shop.cafes.areas import joined
from shop.cafes.models import Cafe
from shop.rounds.actions.making import lock_cafes, make_rounds
from shop.rounds.domain.charges import Zone
from shop.rounds.domain.departures import EVENT
from shop.rounds.models import Area, ChangeRule, Closure, Counter, Round, Route
from shop.rounds.recording import Change, differences, record


@transaction.atomic
def save_route(*, route: Route, zones: Collection[Zone], by: Any, now: datetime) -> Route:
    """zones: these areas, and no others."""
    lock_cafes([route.cafe])
    had = {area.prefix: area.zone for area in Area.objects.filter(route=route.pk)} if route.pk else {}
    changes = _save(route)
    has = {zone.prefix: zone for zone in zones}
    if had != has:
        Area.objects.filter(route=route).delete()
        Area.objects.bulk_create(
            Area(route=route, prefix=zone.prefix, charge=zone.charge, minimum=zone.minimum) for zone in has.values()
        )
        changes.append(Change("Areas", _listed(had), _listed(has)))
    record(about=route, changes=changes, by=by)
    _say_where_it_delivers(route.cafe)
    make_rounds(now=now, cafes=[route.cafe])
    return route


def _say_where_it_delivers(cafe: Cafe) -> None:
    """A café's page and whoever asks for a postcode go by this, below all rounds."""
    prefixes = Area.objects.filter(route__cafe=cafe, route__is_active=True).values_list("prefix", flat=True)
    cafe.delivers_to = " ".join(joined(prefixes))
    Cafe.objects.filter(pk=cafe.pk).exclude(delivers_to=cafe.delivers_to).update(delivers_to=cafe.delivers_to)


@transaction.atomic
def save_counter(*, counter: Counter, by: Any, now: datetime) -> Counter:
    lock_cafes([counter.cafe])
    record(about=counter, changes=_save(counter), by=by)
    make_rounds(now=now, cafes=[counter.cafe])
    return counter


@transaction.atomic
def save_change_rule(*, rule: ChangeRule, by: Any, now: datetime) -> ChangeRule:
    lock_cafes([rule.cafe])
    record(about=rule, changes=_save(rule), by=by)
    make_rounds(now=now, cafes=[rule.cafe])
    return rule


@transaction.atomic
def save_closure(*, closure: Closure, by: Any, now: datetime) -> Closure:
    """One that was of another café or route before: those open again as well."""
    before = Closure.objects.filter(pk=closure.pk).first()
    everybody = closure.cafe is None or (before is not None and before.cafe_id != closure.cafe_id)
    concerned = None if everybody else _concerned(closure)
    lock_cafes(concerned)
    record(about=closure, changes=_save(closure), by=by)
    make_rounds(now=now, cafes=concerned)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: Any, now: datetime) -> None:
    concerned = _concerned(closure)
    lock_cafes(concerned)
    record(about=closure, changes=[Change("Closure removed", closure)], by=by)
    closure.delete()
    make_rounds(now=now, cafes=concerned)


@transaction.atomic
def save_event(*, event: Round, by: Any) -> Round:
    """A round made by hand: a market, a delivery that goes once. Its times are set by planning.set_times."""
    event.kind = EVENT
    record(about=event, changes=_save(event), by=by)
    return event


def _save(row: Any) -> list[Change]:
    kind: Any = type(row)
    old = kind.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk) if row.pk else None
    row.save()
    return differences(old, row)


def _listed(zones: dict[str, Zone]) -> str:
    return ", ".join(
        f"{zone.prefix}{f' at {zone.charge}' if zone.charge is not None else ''}"
        f"{f' from {zone.minimum}' if zone.minimum is not None else ''}"
        for _, zone in sorted(zones.items())
    )


def _concerned(closure: Closure) -> list[Cafe] | None:
    return None if closure.cafe is None else [closure.cafe]
