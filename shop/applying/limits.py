"""How often one connection may begin. Counted in the shared cache, however many processes answer."""

from django.core.cache import cache
from django.http import HttpRequest

MOST_AN_HOUR = 5
HOUR = 60 * 60
TOO_MANY = (
    "Several applications have been begun from here within the hour. What you wrote is still on this page: "
    "send it a little later."
)
TRAP = "fax"  # people don't see this field; programs that fill in everything do


def too_many(request: HttpRequest) -> bool:
    """Counts this one too."""
    key = f"applications begun from {request.META['REMOTE_ADDR']}".replace(" ", "-")
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # it ran out between the two
        return False
