"""Under /account/cards/: the cards that are kept, and how one is taken away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.roles import ORDER
from shop.paging import paged
from shop.payments.actions.keeping import cards_of, forget, is_needed
from shop.refusals import Refusal
from shop.trade.current import current


def _theirs(request: HttpRequest) -> Any:
    """A company's are its orderers' to see and take away."""
    member = current(request)
    cards = cards_of(user=request.user, account=member.account if member else None)
    return cards if member is None or member.may(ORDER) else cards.none()


@login_required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    words = {"member": current(request), **paged(request, _theirs(request))}
    return render(request, "payments/cards.html", words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    card = get_object_or_404(_theirs(request), pk=pk)
    if request.method == "POST":
        try:
            forget(card=card, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{card} is removed. Nothing can be charged to it any more.")
        return redirect("customer:cards")
    return render(request, "payments/remove_card.html", {"card": card, "is_needed": is_needed(card)})
