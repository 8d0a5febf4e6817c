"""Editorial pictures on pages: {% scene image "lead" %}."""

from typing import Any

from django import template

from home import pictures

register = template.Library()
SEEN_AT = {
    "hero": "(min-width: 60rem) 40rem, 100vw",
    "lead": "(min-width: 76rem) 76rem, 100vw",
    "tile": "(min-width: 48rem) 25rem, 100vw",
    "whole": "(min-width: 48rem) 46rem, 100vw",
}


@register.inclusion_tag("blocks/scene.html")
def scene(image: Any, size: str, decorative: bool = False, eager: bool = False) -> dict[str, Any]:
    """decorative: the words beside it say the same."""
    drawn = pictures.in_size(image, size)
    alt = "" if decorative or not image else image.default_alt_text
    return {
        "pictures": drawn,
        "largest": drawn[-1] if drawn else None,
        "sizes": SEEN_AT[size],
        "alt": alt,
        "eager": eager,
    }


@register.simple_tag(takes_context=True)
def chosen_picture(context: Any, image: Any) -> Any:
    """What a block has chosen, as the page has fetched it; None when it is gone."""
    if not image:
        return None
    if "chosen" in context:
        return context["chosen"].picture(image.pk)
    return pictures.found([image.pk]).get(image.pk)
