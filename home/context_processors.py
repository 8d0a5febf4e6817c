from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from home.frame import frame


def house(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page shows; asked for only where a template uses it."""
    return {"frame": SimpleLazyObject(lambda: frame(request, timezone.now()))}
