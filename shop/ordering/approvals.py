"""Orders that somebody else of the account has to let through, or not: who may, until when, why it is refused."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from shop.ordering.quoting import Line, Quote
from shop.refusals import Refusal
from shop.trade.domain import money, needs_approval

ASKED, APPROVED, DECLINED = "asked", "approved", "declined"
LAPSED, WITHDRAWN, OVERTAKEN = "lapsed", "withdrawn", "overtaken"
STATES = {
    ASKED: "Waiting",
    APPROVED: "Approved",
    DECLINED: "Declined",
    LAPSED: "Lapsed",
    WITHDRAWN: "Withdrawn",
    OVERTAKEN: "Settled by us",
}

LASTS = timedelta(days=3)
PAID_WITHIN = timedelta(days=1)
REMINDED_BEFORE = timedelta(hours=4)
# Who is asked for less time than this has just read of it.
TOO_SHORT_TO_REMIND = timedelta(hours=2)

LONGEST_WORD = 500


def waits_until(asked_at: datetime, closes_at: datetime) -> datetime:
    return min(asked_at + LASTS, closes_at)


def reminded_at(asked_at: datetime, until: datetime) -> datetime | None:
    """Late enough to be needed, and early enough to help."""
    if until - asked_at < TOO_SHORT_TO_REMIND:
        return None
    return max(asked_at + (until - asked_at) / 2, until - REMINDED_BEFORE)


def paid_until(decided_at: datetime, closes_at: datetime) -> datetime:
    return min(decided_at + PAID_WITHIN, closes_at)


def may_decide(*, approves: bool, is_own: bool, spend_limit: Decimal | None, total: Decimal) -> bool:
    """One's own only where one's own limit doesn't ask for somebody else."""
    return approves and not (is_own and needs_approval(spend_limit, total))


def names_in_words(names: Sequence[str], last: str = "or") -> str:
    """Arthur; Arthur or Holly; Arthur, Holly or Bea."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def changes_in_words(was: Quote, now: Quote) -> list[str]:
    told = [*_of_lines(was, now), *_of_charges(was, now)]
    if was.total != now.total:
        told.append(f"It comes to {money(now.total, now.currency)} instead of {money(was.total, was.currency)}.")
    return told


def _of_lines(was: Quote, now: Quote) -> Iterator[str]:
    after = {line.pk: line for part in now.parts for line in part.lines}
    for line in (line for part in was.parts for line in part.lines):
        if line.pk in after:
            yield from _of_line(line, after[line.pk], now.currency)
        else:
            yield f"{line.title}: none instead of {line.quantity:,}."


def _of_line(was: Line, now: Line, currency: str) -> Iterator[str]:
    if was.quantity != now.quantity:
        yield f"{now.title}: {now.quantity:,} instead of {was.quantity:,}."
    if was.price != now.price:
        yield f"{now.title} costs {money(now.price, currency)} instead of {money(was.price, currency)}."


def _of_charges(was: Quote, now: Quote) -> Iterator[str]:
    before = {part.cafe: part for part in was.parts}
    for part in now.parts:
        earlier = before.get(part.cafe)
        if earlier and earlier.charge != part.charge:
            yield (
                f"Delivery from {part.name} costs {money(part.charge, now.currency)} instead of "
                f"{money(earlier.charge, was.currency)}."
            )


def together(words: Iterable[str]) -> str:
    return "\n".join(words)


class NobodyApproves(Refusal):
    def __str__(self) -> str:
        return (
            "Nobody in your account can approve it. Ask an owner to raise your limit or to make somebody an approver, "
            "or order less."
        )


class NotYoursToApprove(Refusal):
    def __str__(self) -> str:
        return "This order is above your own limit, so somebody else has to approve it."


class DecidedAlready(Refusal):
    """Somebody was quicker: another approver, its buyer, or the clock."""

    def __init__(self, state: str, who: str) -> None:
        super().__init__(state, who)
        self.state, self.who = state, who

    def __str__(self) -> str:
        return f"{already(self.state, self.who)} Nothing was changed."


def already(state: str, who: str) -> str:
    if state == LAPSED:
        return "Nobody decided it in time, so it has lapsed already."
    if state == OVERTAKEN:
        return "The café has settled this order already."
    done = {APPROVED: "approved", DECLINED: "declined", WITHDRAWN: "withdrawn"}.get(state, "settled")
    return f"{who or 'Somebody'} has {done} this already."


class ClosedMeanwhile(Refusal):
    def __init__(self, round: str) -> None:
        super().__init__(round)
        self.round = round

    def __str__(self) -> str:
        return f"Orders for {self.round} have closed meanwhile. Change it to another day, or decline it."


class PricesChanged(Refusal):
    def __init__(self, changes: Sequence[str]) -> None:
        super().__init__(tuple(changes))
        self.changes = tuple(changes)

    def __str__(self) -> str:
        return f"Prices have changed since it was sent. {' '.join(self.changes)} See what it comes to now, then agree."


class ComesToSomethingElse(Refusal):
    """What was agreed to is no longer what it would be. composed and quote: what it would be now."""

    def __init__(self, changes: Sequence[str], composed: object, quote: Quote) -> None:
        super().__init__(tuple(changes))
        self.changes, self.composed, self.quote = tuple(changes), composed, quote

    def __str__(self) -> str:
        return "Something has changed since this page was shown, so nothing is approved yet."


class NothingLeft(Refusal):
    def __str__(self) -> str:
        return "Nothing would be left of this order. Decline it instead, with a word on why."


class NoLongerSold(Refusal):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title

    def __str__(self) -> str:
        return f"{self.title} is no longer sold. Take it out by writing 0, or decline the order."


class CantBeHad(Refusal):
    """Its words are those of the plans' faults."""


class PaymentOver(Refusal):
    def __str__(self) -> str:
        return "The time to pay for this order is over, so its goods are no longer kept."
