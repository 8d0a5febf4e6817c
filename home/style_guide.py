"""Every component in every state, for whoever changes the look or writes pages, and for the tests that look at it."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from shop.accounts.queries import desks
from shop.goods.queries import products

COLOURS = {
    "Paper and ink": ("paper", "card", "line", "edge", "ink-soft", "ink"),
    "One accent": ("accent", "accent-deep", "accent-soft", "accent-ink"),
    "Well and not well": ("good", "good-soft", "bad", "bad-soft"),
    "Grounds": ("sand", "sage", "blush", "butter", "sky"),
}
STEPS = ("4", "3", "2", "1", "0", "-1")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if not desks(request.user):
            raise PermissionDenied
    context = {
        "colours": COLOURS,
        "steps": STEPS,
        "products": products()[:4],
        "page_obj": Paginator(range(30), 10).page(2),
    }
    return render(request, "home/style_guide.html", context)


urlpatterns = [path("style-guide/", style_guide, name="style_guide")]
