"""{{ title|marked:question }}: the letters that were typed stand out."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shop.finding.domain import Question, forms, words_of

register = template.Library()


@register.filter
def marked(title: str, question: Question) -> SafeString:
    wanted = [form for word in question.words for form in (word, *forms(word))]
    pieces = re.split(r"(\w+)", title)
    return format_html_join("", "{}", ((with_mark(piece, wanted),) for piece in pieces))


def with_mark(piece: str, wanted: list[str]) -> str | SafeString:
    """Only where letter stands for letter: "Æ" is two when folded."""
    folded = "".join(words_of(piece))
    length = max((len(word) for word in wanted if folded.startswith(word)), default=0)
    if not length or len(folded) != len(piece):
        return piece
    return format_html("<mark>{}</mark>{}", piece[:length], piece[length:])
