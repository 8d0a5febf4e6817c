"""A round's times: what the wall shows at the café, and the instants that it comes to on that date."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shop.cafes.domain import DAY, instant

DELIVERY, COLLECTION, EVENT = "delivery", "collection", "event"
KINDS = {DELIVERY: "Delivery", COLLECTION: "Collection", EVENT: "Market or event"}


@dataclass(frozen=True)
class Departure:
    """cutoff: as the wall shows it."""

    date: date
    leaves: time
    zone: str
    cutoff: datetime

    @property
    def leaves_at(self) -> datetime:
        return instant_of(datetime.combine(self.date, self.leaves), self.zone)

    @property
    def cutoff_at(self) -> datetime:
        return instant_of(self.cutoff, self.zone)

    def closes(self, lead_days: int = 0) -> datetime:
        """On the wall. For goods that take days: at the hour of the cut-off so many days before, if that is earlier."""
        return min(self.cutoff, datetime.combine(self.date - lead_days * DAY, self.cutoff.time()))

    def last_moment(self, lead_days: int = 0) -> datetime:
        return instant_of(self.closes(lead_days), self.zone)

    def longest_lead(self, now: datetime) -> int | None:
        """How many days ahead goods may have to be ordered and still be had in it; None once it is too late for all."""
        if now >= self.cutoff_at:
            return None
        days = (self.date - now.astimezone(ZoneInfo(self.zone)).date()).days
        return next(lead for lead in range(max(days, 0), -1, -1) if now < self.last_moment(lead))


def instant_of(wall: datetime, zone: str) -> datetime:
    return instant(wall.date(), wall.time(), ZoneInfo(zone))
