"""The audit rows. Whoever changes terms, limits, status or roles says so here, in the same transaction."""

from datetime import datetime

from django.utils import timezone

from shop.accounts.models import User
from shop.trade.models import AccountChange, TradeAccount

LONGEST = 300


def record(
    *,
    account: TradeAccount,
    by: User | None,
    what: str,
    old: object = "",
    new: object = "",
    reason: str = "",
    at: datetime | None = None,
) -> AccountChange:
    """Values as people read them, not as they are stored. `by` is nobody for what a task or a visitor's link does."""
    return AccountChange.objects.create(
        account=account,
        at=at or timezone.now(),
        by=by,
        what=_shortened(what, 120),
        old=_shortened(old),
        new=_shortened(new),
        reason=_shortened(reason),
    )


def _shortened(value: object, longest: int = LONGEST) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
