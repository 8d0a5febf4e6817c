from html import unescape

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString


def as_words(text: str) -> SafeString:
    """Oscar's templates trust a description to be part of the page; what is left here is its words."""
    return escape(unescape(strip_tags(text)))
