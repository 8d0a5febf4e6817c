import re

from django import template
from django.utils.safestring import SafeString

register = template.Library()

INDENTS = re.compile(r"\n\s*")


@register.filter
def lean(html: SafeString) -> SafeString:
    """Without the line breaks and indents that only templates need: of a thousand rows they are a good part."""
    lines = INDENTS.sub("\n", html)
    return SafeString(lines.replace(">\n", ">").replace("\n<", "<").replace("\n", " "))
