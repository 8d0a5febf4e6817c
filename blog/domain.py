"""What of a release depends on the clock."""

from datetime import datetime


def still_to_come(instant: datetime | None, now: datetime) -> datetime | None:
    """At its instant it has come."""
    return instant if instant and instant > now else None
