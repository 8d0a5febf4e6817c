"""What we keep about a person and why, when it goes, and who has to settle something first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shop.refusals import Refusal

TIME_TO_THINK = timedelta(days=14)
YEARS_BY_LAW = 6
NAMELESS = "Deleted person"

WAITING, HELD_UP, CALLED_OFF, DONE = "waiting", "held-up", "called-off", "done"
STATES = {WAITING: "Waiting", HELD_UP: "Held up", CALLED_OFF: "Called off", DONE: "Carried out"}


@dataclass(frozen=True)
class Kept:
    what: str
    why: str
    until: str


UNTIL_DELETION = "Until you ask us to delete it."
BY_LAW = "Six years, which tax law asks for. Deletion does not touch it."
KEPT = (
    Kept("Your name and e-mail address", "So that you can sign in, and we can write to you.", UNTIL_DELETION),
    Kept("How you sign in", "Your password (in a form that nobody can read), second step, devices.", UNTIL_DELETION),
    Kept(
        "Your place in trade accounts",
        "So that you can order for a company, within your role.",
        "As long as its orders; without your name once that is deleted.",
    ),
    Kept("Orders, with their addresses", "To bake, deliver and invoice what was ordered.", BY_LAW),
    Kept("Changes of an account, and who made them", "So that terms, limits and roles can be explained later.", BY_LAW),
    Kept("Baskets, saved addresses, alerts and lists", "So that you find them again.", UNTIL_DELETION),
    Kept(
        "What you wait for in the shop",
        "To tell you once when it can be ordered again.",
        "90 days after we told you; a year if it does not come back.",
    ),
    Kept(
        "The last goods you looked at",
        "To show them to you again. Only your browser remembers them; we don't.",
        "Until you clear your browser's data.",
    ),
    Kept("What you look at and search for", "To find out what customers miss in the shop.", UNTIL_DELETION),
    Kept("Mail that we sent you", "To see whether it arrived.", "90 days, or until you ask us to delete it."),
    Kept(
        "Letters about your orders",
        "To see what was promised.",
        "As long as the order, or until you ask us to delete them.",
    ),
    Kept("What you wrote to us by a form", "To answer you.", UNTIL_DELETION),
)
GOES = (
    "Your name, e-mail addresses, password, second step and devices. Nobody can sign in as you any more.",
    "Your places in trade accounts. The companies stay customers.",
    "Baskets, saved addresses, alerts, lists, reviews, and what you looked at and searched for.",
    "Mail that we sent you, also about your orders, and what you wrote to us by a form.",
)
STAYS = (
    "Orders and invoices, with the addresses on them: tax law asks us to keep them for six years.",
    "The record of changes to an account's terms, roles and limits, for the same six years.",
    "What belongs to a company: its name, its addresses, who takes deliveries in, our notes about it.",
)


def due_at(asked_at: datetime) -> datetime:
    return asked_at + TIME_TO_THINK


def kept_since(now: datetime) -> datetime:
    """What is older than this has been kept for as long as tax law asks."""
    try:
        return now.replace(year=now.year - YEARS_BY_LAW)
    except ValueError:  # the 29th of February
        return now.replace(year=now.year - YEARS_BY_LAW, day=28)


def state(*, called_off_at: datetime | None, carried_out_at: datetime | None, held_up_by: str) -> str:
    if carried_out_at:
        return DONE
    if called_off_at:
        return CALLED_OFF
    return HELD_UP if held_up_by else WAITING


def address_of_nobody(unique: UUID) -> str:
    """Not to be guessed, so nobody can sign up with it beforehand; and in a domain that can't exist."""
    return f"{unique.hex}@deleted.invalid"


def whole(words: str) -> str:
    """A pattern that both databases read: ann@example.com does not stand in joann@example.com."""
    return rf"(?<![\w.%+-]){re.escape(words)}(?![\w-]|\.\w)"


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


class WorksHere(Refusal):
    def __str__(self) -> str:
        return "This sign-in has a role in the house. An administrator takes it away first, then it can be deleted."


class OnlyOwner(Refusal):
    def __init__(self, accounts: Sequence[str]) -> None:
        super().__init__(accounts)
        self.accounts = list(accounts)

    def __str__(self) -> str:
        return (
            f"You are the only owner of {listed(self.accounts)}, and others belong to it. "
            "Make one of them an owner first, then ask again."
        )


class OrdersUnderWay(Refusal):
    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(numbers)
        self.numbers = list(numbers)

    def __str__(self) -> str:
        orders = "order" if len(self.numbers) == 1 else "orders"
        return (
            f"Your {orders} {listed(self.numbers)} must be paid and handed over first, or cancelled. "
            "We need your name and address until then."
        )


class AlreadyAsked(Refusal):
    def __str__(self) -> str:
        return "You have asked for this already. It is on its way."


class NothingToCallOff(Refusal):
    def __str__(self) -> str:
        return "There is no request for deletion to call off."


class ChangedMeanwhile(Refusal):
    def __str__(self) -> str:
        return "Their places in trade accounts changed this moment. Please try again."


class NoLongerOpen(Refusal):
    def __str__(self) -> str:
        return "This request was called off or carried out in the meantime."
