"""The way to the pad, in the head and in the menu of every page of those who order for an account."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from shop.trade.current import may_order_here


def link(request: HttpRequest) -> str:
    return render_to_string("pad/link.html", request=request) if may_order_here(request) else ""


def menu_link(request: HttpRequest) -> str:
    return render_to_string("pad/menu_link.html", request=request) if may_order_here(request) else ""
