"""What every page says of the account that somebody acts for, where they have several."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from shop.trade import current


def acting(request: HttpRequest) -> str:
    if not hasattr(request, "user") or not current.is_asked_which(request):
        return ""
    places = current.places(request)
    if len(places) < 2:
        return ""
    member = current.current(request)
    others = [place for place in places if place != member]
    return render_to_string("trade/acting.html", {"member": member, "others": others}, request)
