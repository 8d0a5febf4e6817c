"""The way to the pad, in the head and in the menu of every page of those who order for an account. Drawn once: it says
the same to all of them."""

from functools import cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from shop.trade.current import may_order_here


def link(request: HttpRequest) -> str:
    return drawn("pad/link.html", is_here=request.path == pad()) if may_order_here(request) else ""


def menu_link(request: HttpRequest) -> str:
    return drawn("pad/menu_link.html") if may_order_here(request) else ""


@cache
def drawn(template: str, *, is_here: bool = False) -> str:
    return render_to_string(template, {"pad": pad(), "is_here": is_here})


@cache
def pad() -> str:
    return reverse("catalogue:pad")
