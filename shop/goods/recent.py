"""What somebody looked at lately, as cards. Their browser keeps the numbers and asks; nothing of it is kept here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.goods import queries

MOST = 8
LONGEST_NUMBER = 18


def numbers(typed: str) -> list[int]:
    """The first few that can be numbers of goods, each once."""
    found = (
        int(each) for each in typed.split(",") if each.isascii() and each.isdecimal() and len(each) <= LONGEST_NUMBER
    )
    return list(dict.fromkeys(found))[:MOST]


@never_cache
@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    wanted = numbers(request.GET.get("ids", ""))
    found = {each.pk: each for each in queries.products(queries.visible().filter(pk__in=wanted))} if wanted else {}
    return render(request, "goods/recent.html", {"products": [found[pk] for pk in wanted if pk in found]})
