"""What an order says of its approval, for its buyer, those who decide, and staff."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from shop.ordering import approvals, domain, waiting
from shop.ordering.keys import approved_page
from shop.rounds.domain.words import moment_words

MOST_NAMES = 3


@dataclass(frozen=True)
class ShownApproval:
    part: Any
    order: Any
    now: datetime

    @classmethod
    def of(cls, order: Any, now: datetime) -> "ShownApproval | None":
        part = getattr(order, "approving", None)
        return cls(part, order, now) if part else None

    @property
    def row(self) -> Any:
        return self.part.approval

    @property
    def asks(self) -> bool:
        return self.order.status == domain.PENDING and self.row.is_waiting

    @property
    def is_to_be_paid(self) -> bool:
        until = self.row.pay_until
        return self.order.status == domain.PENDING and until is not None and self.now < until

    @property
    def is_over(self) -> bool:
        """Nothing of it comes, and nothing stands in its place."""
        return self.order.status in domain.GIVES_STOCK_BACK and self.replaced_by is None

    @property
    def pay_page(self) -> str:
        return approved_page(self.row)

    @property
    def replaced_by(self) -> Any:
        return self.part.replaced_by

    @cached_property
    def deciders(self) -> list[str]:
        """Asked for only while it waits."""
        deciders = waiting.deciders(self.row.account, asked_by=self.row.asked_by)
        return [str(each.user) for each in deciders[:MOST_NAMES]]

    @property
    def names(self) -> str:
        return approvals.names_in_words(self.deciders) or "somebody who may approve it"

    @property
    def told(self) -> str:
        return approvals.names_in_words(self.deciders, "and") or "those who may approve it"

    @property
    def to_decide(self) -> str:
        """For who can."""
        return f"Please decide until {self.until}: after that it lapses. Its goods are kept meanwhile."

    @property
    def until(self) -> str:
        return until_words(self.row.until, self.order)

    @property
    def pay_until(self) -> str:
        return until_words(self.row.pay_until, self.order)

    @property
    def decided_by(self) -> str:
        return str(self.row.decided_by or "Somebody")

    @property
    def next(self) -> str:
        """Nothing, where what it says otherwise is true."""
        if self.asks:
            return (
                f"This order is not confirmed yet. It waits until {self.until} for {self.names} to approve it. The "
                "goods are kept meanwhile."
            )
        if self.is_to_be_paid:
            return (
                f"{self.decided_by} has approved it. It is confirmed once it is paid: the goods are kept until "
                f"{self.pay_until}."
            )
        return self._over if self.order.status in domain.GIVES_STOCK_BACK else ""

    @property
    def _over(self) -> str:
        if self.replaced_by:
            return "This order was changed when it was approved, and placed anew."
        return {
            approvals.DECLINED: f"{self.decided_by} declined this order. Nothing of it will come.",
            approvals.WITHDRAWN: f"{self.decided_by} withdrew this order. Nothing of it will come.",
            approvals.LAPSED: "Nobody approved this order in time, so it has lapsed. Nothing of it will come.",
        }.get(self.row.state, "")

    @property
    def history(self) -> list[str]:
        """In short, for the facts of the order."""
        row = self.row
        said = [f"asked for by {row.asked_by or 'somebody'}"]
        if row.is_waiting:
            return [*said, f"waiting until {self.until}"]
        when = until_words(row.decided_at, self.order)
        by = f" by {row.decided_by}" if row.decided_by else ""
        said.append(f"{row.get_state_display().lower()}{by} on {when}")
        return [*said, f"kept for its payment until {self.pay_until}"] if self.is_to_be_paid else said


def until_words(moment: datetime, order: Any) -> str:
    """On the clocks of the order's café."""
    zone = order.round.time_zone if order.round else order.account.cafe.time_zone
    return moment_words(moment.astimezone(ZoneInfo(zone)))
