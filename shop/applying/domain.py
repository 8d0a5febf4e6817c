"""The life of an application for a trade account: what may happen in which state, and in which words it may not."""

from datetime import datetime, timedelta

from shop.names import bare, similar
from shop.refusals import Refusal

DRAFT, SENT, ASKED, APPROVED, DECLINED, WITHDRAWN = "draft", "sent", "asked", "approved", "declined", "withdrawn"
STATUSES = {
    DRAFT: "Not sent yet",
    SENT: "Waiting for us",
    ASKED: "Waiting for their answer",
    APPROVED: "Approved",
    DECLINED: "Declined",
    WITHDRAWN: "Withdrawn",
}
UNDECIDED = (SENT, ASKED)
CHANGEABLE = (DRAFT, ASKED)
OVER = (DECLINED, WITHDRAWN)

STEPS = {
    "start": "Who you are",
    "business": "Your business",
    "addresses": "Where we deliver",
    "order": "What you would order",
    "check": "Check your answers",
}

DRAFTS_KEPT = timedelta(days=60)
OVER_KEPT = timedelta(days=365)
FIRST_REFERENCE = 10_000
ALIKE = 0.7


class AlreadySent(Refusal):
    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status

    def __str__(self) -> str:
        return {
            SENT: "You have sent this application already, so its answers can't be changed any more.",
            APPROVED: "This application has been approved already, so its answers can't be changed any more.",
            DECLINED: "This application has been decided already, so its answers can't be changed any more.",
        }.get(self.status, "This application was withdrawn, so its answers can't be changed any more.")


class AlreadyDecided(Refusal):
    """Whoever comes second is told who was first."""

    def __init__(self, *, status: str, who: str, when: datetime | None) -> None:
        super().__init__(status, who, when)
        self.status, self.who, self.when = status, who, when

    def __str__(self) -> str:
        at = f" on {self.when.day} {self.when:%B %Y at %H:%M}" if self.when else ""
        if self.status == WITHDRAWN:
            return f"The applicant has withdrawn this application{at}, so there is nothing to decide."
        return f"{self.who or 'Somebody'} has {self.status} this application already{at}."


class NotWaiting(Refusal):
    def __str__(self) -> str:
        return "We have asked the applicant already and wait for the answer."


class NotAsRead(Refusal):
    def __str__(self) -> str:
        return "The applicant has changed the answers since you opened this page. Read them as they are now."


class NotFit(Refusal):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return f"No account can be opened with these answers: {self.why} Ask back, so that the applicant mends them."


def reference(number: int) -> str:
    return f"A-{FIRST_REFERENCE + number}"


def number_in(reference: str) -> int | None:
    digits = reference.upper().removeprefix("A-")
    if not digits.isdecimal() or len(digits) > 9:
        return None
    return int(digits) - FIRST_REFERENCE


def may_change(status: str) -> bool:
    return status in CHANGEABLE


def may_decide(status: str) -> bool:
    return status in UNDECIDED


def next_step(step: str) -> str:
    steps = list(STEPS)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def alike(one: str, other: str) -> bool:
    """Whether two names at one postcode may be of one business: Hartley's Kitchen, HARTLEYS KITCHEN LTD."""
    a, b = bare(one), bare(other)
    return bool(a and b) and (a in b or b in a or similar(a, b, at_least=ALIKE))
