"""A company becomes a customer on account."""

from django.db import transaction

from shop.accounts.models import User
from shop.trade import domain
from shop.trade.actions.recording import record
from shop.trade.models import Location, TradeAccount


@transaction.atomic
def open_account(
    *, account: TradeAccount, deliver_to: Location | None = None, by: User | None, reason: str = ""
) -> TradeAccount:
    """Save a new account, with the first place it is delivered to."""
    account.full_clean()
    if why := domain.why_limit_does_not_fit(account.terms, account.credit_limit):
        raise domain.LimitDoesNotFit(why)
    account.save()
    if deliver_to:
        deliver_to.account = account
        deliver_to.is_default = True
        deliver_to.full_clean()
        deliver_to.save()
    since = account.opened_at
    record(account=account, by=by, what="Account opened", new=account.get_status_display(), reason=reason, at=since)
    record(account=account, by=by, what="Payment terms", new=account.get_terms_display(), at=since)
    limit = domain.money(account.credit_limit, account.currency)
    record(account=account, by=by, what="Credit limit", new=limit, at=since)
    return account
