"""Writing a café down: its profile, its week, its special days. Who changed what is kept beside it."""

from collections.abc import Collection, Sequence
from datetime import date

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from shop.cafes import domain
from shop.cafes.models import Cafe, Opening, SpecialDay
from shop.cafes.signals import hours_changed


@transaction.atomic
def save_profile(*, cafe: Cafe, changed: Sequence[str], by: AbstractBaseUser | None) -> None:
    new = cafe.pk is None
    cafe.save()
    if changed:
        _trace(cafe, by, f"Profile: {', '.join(changed)}", flag=ADDITION if new else CHANGE)


@transaction.atomic
def set_week(*, cafe: Cafe, openings: Collection[domain.Opening], by: AbstractBaseUser | None) -> None:
    wanted = set(openings)
    if faults := domain.faults_in_week(sorted(wanted)):
        raise ValidationError(faults)
    _lock(cafe)
    had = {domain.Opening(row.weekday, row.opens, row.closes) for row in Opening.objects.filter(cafe=cafe)}
    Opening.objects.filter(cafe=cafe).delete()
    Opening.objects.bulk_create(
        Opening(cafe=cafe, weekday=o.weekday, opens=o.opens, closes=o.closes) for o in sorted(wanted)
    )
    _trace_difference(cafe, by, "Opening hours", had, wanted)
    hours_changed.send(sender=Cafe, cafe=cafe)


@transaction.atomic
def set_special_days(
    *, cafe: Cafe, days: Sequence[domain.SpecialDay], since: date, by: AbstractBaseUser | None
) -> None:
    """These, and no others, from a date on; what lies before stays on record."""
    if faults := domain.faults_in_special_days(days):
        raise ValidationError(faults)
    _lock(cafe)
    rows = SpecialDay.objects.filter(cafe=cafe, date__gte=since)
    had = {f"{row} ({row.reason})" for row in rows}
    rows.delete()
    wanted = [
        SpecialDay(
            cafe=cafe,
            date=day.date,
            opens=span.opens if span else None,
            closes=span.closes if span else None,
            reason=day.reason,
        )
        for day in days
        for span in (day.openings or (None,))
    ]
    SpecialDay.objects.bulk_create(wanted)
    _trace_difference(cafe, by, "Special days", had, {f"{row} ({row.reason})" for row in wanted})
    hours_changed.send(sender=Cafe, cafe=cafe)


def _lock(cafe: Cafe) -> None:
    """Two who save at the same time follow each other."""
    Cafe.objects.select_for_update(of=("self",)).get(pk=cafe.pk)


def _trace_difference(cafe: Cafe, by: AbstractBaseUser | None, what: str, had: Collection, has: Collection) -> None:
    went = [f"without {item}" for item in sorted(set(had) - set(has))]
    came = [f"with {item}" for item in sorted(set(has) - set(had))]
    if went or came:
        _trace(cafe, by, f"{what}: {', '.join(went + came)}")


def _trace(cafe: Cafe, by: AbstractBaseUser | None, what: str, *, flag: int = CHANGE) -> None:
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [cafe], flag, change_message=what, single_object=True)
