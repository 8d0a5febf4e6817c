"""Staff's part of an order's page: the letters that went out about it, and what has to be looked at."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.ordering.actions import looking_after
from shop.ordering.actions.collecting import ask_for_rest
from shop.ordering.models import OrderLetter
from shop.ordering.seeing import for_staff, may_change
from shop.outbox.reading import read
from shop.outbox.views import locked_up
from shop.refusals import Refusal


def of_order(view):
    """Hands the view an order that this person may see: any other doesn't exist."""

    @login_required
    @wraps(view)
    def found(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not may_change(request.user):
            raise PermissionDenied
        return view(request, get_object_or_404(for_staff(request.user), number=number), **kwargs)

    return never_cache(found)


@of_order
@require_safe
def letter(request: HttpRequest, order: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(_letters(order), pk=pk)
    words = {"order": order, "letter": found, "mail": read(found), "may_change": may_change(request.user)}
    return render(request, "ordering/dashboard/letter.html", words)


@of_order
@require_safe
def letter_html(request: HttpRequest, order: Any, pk: int) -> HttpResponse:
    content = read(get_object_or_404(order.letters.all(), pk=pk)).html
    if content is None:
        raise Http404
    return locked_up(HttpResponse(content))


@of_order
@require_POST
def send_again(request: HttpRequest, order: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(order.letters.all(), pk=pk)
    try:
        recipient = looking_after.send_letter_again(letter=found, by=request.user)
        messages.success(request, f"“{found.subject}” is on its way to {recipient} again.")
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("dashboard:order-detail", number=order.number)


@of_order
@require_POST
def settle(request: HttpRequest, order: Any, pk: int) -> HttpResponse:
    flag = get_object_or_404(order.flags.all(), pk=pk)
    try:
        looking_after.settle_flag(flag=flag, by=request.user, now=timezone.now())
        messages.success(request, "It is noted as settled.")
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("dashboard:order-detail", number=order.number)


@of_order
@require_POST
def payment_link(request: HttpRequest, order: Any) -> HttpResponse:
    try:
        recipient = ask_for_rest(order=order, by=request.user)
        messages.success(request, f"The link to pay is on its way to {recipient}.")
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("dashboard:order-detail", number=order.number)


def _letters(order: Any) -> Any:
    return OrderLetter.objects.filter(order=order).select_related("message", "sent_by")
