"""When goods go out and where to: what staff set, the rounds that come of it, and who changed what."""

from shop.rounds.models.changes import RoundChange
from shop.rounds.models.rounds import Round, Slot
from shop.rounds.models.timetables import Area, ChangeRule, Closure, Counter, Route

__all__ = ["Area", "ChangeRule", "Closure", "Counter", "Round", "RoundChange", "Route", "Slot"]
