"""What a company says of itself: its name, where invoices go, its VAT number."""

from collections.abc import Sequence

from django.db import transaction

from shop.accounts.models import User
from shop.trade import domain
from shop.trade.actions.recording import record
from shop.trade.actions.team import lock
from shop.trade.models import Member, TradeAccount

ADDRESS = ("line1", "line2", "town", "postcode", "country_code")

LABELS = {field.name: f"{field.verbose_name[0].upper()}{field.verbose_name[1:]}" for field in TradeAccount._meta.fields}


@transaction.atomic
def change_details(*, account: TradeAccount, changed: Sequence[str], by: User | None) -> TradeAccount:
    """Only what was changed is written, so what staff change meanwhile stays. Each leaves a row, from what to what."""
    before = lock(account)
    if before.is_closed:
        raise domain.AccountClosed
    fields = [name for name in changed if getattr(before, name) != getattr(account, name)]
    if not fields:
        return account
    account.save(update_fields=fields)
    after = lock(account)
    if set(fields) & set(ADDRESS):
        old, new = (", ".join(each.lines) for each in (before, after))
        record(account=after, by=by, what="Billing address", old=old, new=new)
    for name in fields:
        if name not in ADDRESS:
            record(account=after, by=by, what=LABELS[name], old=_in_words(before, name), new=_in_words(after, name))
    return after


def set_preferences(*, member: Member, changed: Sequence[str]) -> None:
    """One's own, so nobody else needs to know."""
    if changed:
        member.save(update_fields=list(changed))


def _in_words(account: TradeAccount, name: str) -> str:
    value = getattr(account, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    display = getattr(account, f"get_{name}_display", None)
    return str(display() if display else value)
