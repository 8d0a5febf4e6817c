"""What must never reach a log: whoever reads it could act as somebody else."""

import re
from collections.abc import MutableMapping
from typing import Any

HIDDEN = "[hidden]"
SECRET_NAMES = re.compile(r"pass(word|phrase)|secret|token|cookie|authorization|api_?key|signature|session", re.I)
# Addresses that work without signing in: a reset, a confirmation, an application begun, an invitation, who waits for
# goods, a payment, a guest's order.
SECRET_PATHS = re.compile(
    r"(/(?:accounts/password/reset/key|accounts/confirm-email|wholesale/apply|invitations|checkout/payment)/"
    r"|/updates/(?!tell-me/)|(?<!/dashboard)(?<!/account)/orders/[^/\s]+/(?!calendar/))[^/\s\"'?#]+"
)


def hide_secrets(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: secret names lose their values, and text its one-time addresses."""
    for name, value in event.items():
        if SECRET_NAMES.search(name):
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = SECRET_PATHS.sub(rf"\1{HIDDEN}", value)
    return event
