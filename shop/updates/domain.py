"""For how long somebody waits, what is kept of it afterwards, and who waits for too much."""

from datetime import datetime, timedelta

from shop.refusals import Refusal

UNCONFIRMED_KEPT = timedelta(days=7)
TOLD_KEPT = timedelta(days=90)
LONGEST = timedelta(days=365)
# What was put away by mistake is soon taken out again: nobody is told before that it won't come back.
PUT_AWAY_FOR = timedelta(days=1)
MOST = 50


def is_gone_for_good(archived_at: datetime | None, now: datetime) -> bool:
    return archived_at is not None and archived_at <= now - PUT_AWAY_FOR


class TooMany(Refusal):
    def __str__(self) -> str:
        return f"You wait for {MOST} things already, which is as many as we can remember. Take one off your list first."


class NotSold(Refusal):
    def __str__(self) -> str:
        return "We don't sell this any more, so it won't come back."
