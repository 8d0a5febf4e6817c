"""All that Stripe knows: objects by their numbers, and what happened."""

import copy
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from tests.fake_stripe.params import Wrong

Thing = dict[str, Any]
API_VERSION = "2026-10-28.endive"


@dataclass
class Books:
    """Under one lock: each call is done as a whole or not at all. later: how far its clock is ahead, in seconds."""

    things: dict[str, Thing] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)
    tell: Callable[[Thing], None] | None = None
    later: float = 0

    @property
    def now(self) -> int:
        return int(time.time() + self.later)

    def new(self, beginning: str, kind: str, **about: Any) -> Thing:
        number = f"{beginning}_{secrets.token_hex(12)}"
        thing = {"id": number, "object": kind, "created": self.now, "livemode": False, "metadata": {}} | about
        self.things[number] = thing
        return thing

    def find(self, number: str, kind: str) -> Thing:
        thing = self.things.get(number)
        if thing is None or thing["object"] != kind:
            raise Wrong(f"No such {kind}: '{number}'", code="resource_missing", param="id")
        return thing

    def all(self, kind: str, **about: Any) -> list[Thing]:
        """The newest first."""
        found = [
            thing
            for thing in self.things.values()
            if thing["object"] == kind and all(thing.get(name) == value for name, value in about.items())
        ]
        return found[::-1]

    def note(self, type: str, thing: Thing) -> None:
        """It happened: whoever listens is told, with the thing as it is at this instant."""
        event = {
            "id": f"evt_{secrets.token_hex(12)}",
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "livemode": False,
            "pending_webhooks": 1,
            "type": type,
            "data": {"object": copy.deepcopy(thing)},
        }
        self.events.append(event)
        if self.tell:
            self.tell(event)


def listed(things: list[Thing], *, limit: int, url: str) -> Thing:
    return {"object": "list", "url": url, "has_more": len(things) > limit, "data": things[:limit]}
