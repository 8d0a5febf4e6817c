from django import template
from django.http import HttpRequest
from django.template import Context

from shop.edition import fragments

register = template.Library()


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str) -> str:
    """A fragment of the person who asks; in a page that is kept, only its place."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    if getattr(request, "is_for_everybody", False) or fragments.is_open():
        return fragments.mark(name)
    return fragments.render(name, request)
