"""Where an account's deliveries go. One place is the default for as long as there is any."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from shop.accounts.models import User
from shop.trade import domain
from shop.trade.actions.recording import record
from shop.trade.actions.team import lock_open
from shop.trade.models import DeliveryWindow, Location, TradeAccount
from shop.trade.windows import Window, windows_in_words

LABELS = {field.name: field.verbose_name for field in Location._meta.fields}


@transaction.atomic
def add(*, location: Location, windows: Collection[Window], by: User | None) -> Location:
    """The first one is where deliveries go."""
    account = lock_open(location.account)
    location.is_default = not account.locations.filter(is_default=True).exists()
    location.save()
    _set_windows(location, windows)
    record(account=account, by=by, what=f"Delivery place {location.name}", new=f"Added: {', '.join(location.lines)}")
    return location


@transaction.atomic
def change(*, location: Location, changed: Sequence[str], windows: Collection[Window], by: User | None) -> Location:
    """Only what was changed is written: what somebody else changed meanwhile stays."""
    account = lock_open(location.account)
    before = Location.objects.select_for_update(of=("self",)).get(pk=location.pk, account=account)
    fields = {name: (getattr(before, name), getattr(location, name)) for name in changed}
    if fields:
        location.save(update_fields=list(fields))
    for name, (old, new) in fields.items():
        if old != new:
            what = f"Delivery place {location.name}: {LABELS[name]}"
            record(account=account, by=by, what=what, old=old, new=new)
    had = windows_in_words(_windows(location))
    _set_windows(location, windows)
    has = windows_in_words(windows)
    if had != has:
        what = f"Delivery place {location.name}: when somebody is there"
        record(account=account, by=by, what=what, old=had, new=has)
    return location


@transaction.atomic
def make_default(*, location: Location, by: User | None) -> Location:
    account = lock_open(location.account)
    location = _fresh(location, account)
    if location.archived_at:
        raise domain.PlaceArchived
    before = account.locations.filter(is_default=True).first()
    if before == location:
        return location
    _set_default(account, location)
    record(account=account, by=by, what="Default delivery place", old=before.name if before else "", new=location.name)
    return location


@transaction.atomic
def archive(*, location: Location, by: User | None, now: datetime) -> Location:
    """The default only as the last one of all: until then deliveries need somewhere to go."""
    account = lock_open(location.account)
    location = _fresh(location, account)
    if location.archived_at:
        return location
    others = account.locations.filter(archived_at=None).exclude(pk=location.pk)
    if location.is_default and others.exists():
        raise domain.StillTheDefault
    location.archived_at, location.is_default = now, False
    location.save(update_fields=["archived_at", "is_default"])
    record(account=account, by=by, what=f"Delivery place {location.name}", new="Archived")
    return location


@transaction.atomic
def bring_back(*, location: Location, by: User | None) -> Location:
    account = lock_open(location.account)
    location = _fresh(location, account)
    if location.archived_at is None:
        return location
    location.archived_at = None
    location.is_default = not account.locations.filter(is_default=True).exists()
    location.save(update_fields=["archived_at", "is_default"])
    record(account=account, by=by, what=f"Delivery place {location.name}", new="Brought back")
    return location


def _fresh(location: Location, account: TradeAccount) -> Location:
    return Location.objects.select_for_update(of=("self",)).get(pk=location.pk, account=account)


def _set_default(account: TradeAccount, location: Location) -> None:
    account.locations.filter(is_default=True).update(is_default=False)
    location.is_default = True
    location.save(update_fields=["is_default"])


def _windows(location: Location) -> list[Window]:
    return [Window(row.weekday, row.opens, row.closes) for row in location.windows.all()]


def _set_windows(location: Location, windows: Collection[Window]) -> None:
    location.windows.all().delete()
    DeliveryWindow.objects.bulk_create(
        DeliveryWindow(location=location, weekday=each.weekday, opens=each.opens, closes=each.closes)
        for each in sorted(set(windows))
    )
