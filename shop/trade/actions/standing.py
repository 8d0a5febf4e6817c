"""How an account stands with us: terms, limit, café, hold, closing. History keeps the reason; members are told."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shop.accounts.models import User
from shop.cafes.models import Cafe
from shop.trade import domain
from shop.trade.actions import standing_letters
from shop.trade.actions.recording import record
from shop.trade.actions.team import lock, lock_open
from shop.trade.models import AccountChange, TradeAccount


@transaction.atomic
def set_terms(
    *,
    account: TradeAccount,
    reason: str,
    by: User | None,
    terms: str | None = None,
    credit_limit: Decimal | None = None,
    cafe: Cafe | None = None,
) -> TradeAccount:
    """What the account may owe, until when, and who looks after it. What isn't given stays as somebody else left it."""
    account = lock_open(account)
    if cafe and cafe.currency != account.currency:
        raise domain.OtherCurrency(cafe.name, cafe.currency, account.currency)
    old = _terms_in_words(account)
    account.terms = account.terms if terms is None else terms
    account.credit_limit = account.credit_limit if credit_limit is None else credit_limit
    account.cafe = cafe or account.cafe
    if why := domain.why_limit_does_not_fit(account.terms, account.credit_limit):
        raise domain.LimitDoesNotFit(why)
    _save(account, "terms", "credit_limit", "cafe")
    new = _terms_in_words(account)
    changes = [
        record(account=account, by=by, what=what, old=old[what], new=new[what], reason=reason)
        for what in old
        if old[what] != new[what]
    ]
    if changes:
        standing_letters.terms(account=account, changes=changes)
    return account


@transaction.atomic
def put_on_hold(*, account: TradeAccount, reason: str, by: User | None) -> TradeAccount:
    """The reason is for the customer. On hold already: the new reason replaces the one they read."""
    account = lock_open(account)
    if account.status == domain.ON_HOLD and account.hold_reason == reason:
        return account
    change = _set_status(account, domain.ON_HOLD, hold_reason=reason, reason=reason, by=by)
    standing_letters.hold(account=account, change=change)
    return account


@transaction.atomic
def release(*, account: TradeAccount, reason: str, by: User | None) -> TradeAccount:
    account = lock_open(account)
    if account.status != domain.ON_HOLD:
        raise domain.NotOnHold(account.name)
    change = _set_status(account, domain.ACTIVE, reason=reason, by=by)
    standing_letters.released(account=account, change=change)
    return account


@transaction.atomic
def close(
    *, account: TradeAccount, reason: str, by: User | None, now: datetime, under_way: Sequence[str] = ()
) -> TradeAccount:
    """Its people lose it, nobody can join it any more, and all that happened in it stays.

    `under_way`: what has to come to its end first, each in words. The capabilities above know it.
    """
    account = lock_open(account)
    if under_way:
        raise domain.StillUnderWay(under_way)
    for invitation in account.invitations.filter(accepted_at=None, withdrawn_at=None):
        invitation.withdrawn_at = now
        invitation.save(update_fields=["withdrawn_at"])
        record(account=account, by=by, what=f"Invitation to {invitation.email}", new="Withdrawn")
    change = _set_status(account, domain.CLOSED, reason=reason, by=by)
    standing_letters.closed(account=account, change=change)
    return account


@transaction.atomic
def reopen(*, account: TradeAccount, reason: str, by: User | None) -> TradeAccount:
    """Active, also if it was on hold before, with the people who belonged to it."""
    account = lock(account)
    if account.merged_into_id:
        raise domain.CantReopen
    if not account.is_closed:
        raise domain.NotClosed(account.name)
    change = _set_status(account, domain.ACTIVE, reason=reason, by=by)
    standing_letters.reopened(account=account, change=change)
    return account


def _set_status(
    account: TradeAccount, status: str, *, reason: str, by: User | None, hold_reason: str = ""
) -> AccountChange:
    old = account.get_status_display()
    account.status, account.hold_reason = status, hold_reason
    _save(account, "status", "hold_reason")
    return record(account=account, by=by, what="Status", old=old, new=account.get_status_display(), reason=reason)


def _save(account: TradeAccount, *fields: str) -> None:
    account.clean_fields(exclude={field.name for field in account._meta.fields} - set(fields))
    account.save(update_fields=fields)


def _terms_in_words(account: TradeAccount) -> dict[str, str]:
    return {
        "Payment terms": account.get_terms_display(),
        "Credit limit": domain.money(account.credit_limit, account.currency),
        "Café": account.cafe.name,
    }
