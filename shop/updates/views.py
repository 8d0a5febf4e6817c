"""Asking to be told when something is back, on the product's page; and the pages that the letters lead to."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.goods.queries import for_page
from shop.refusals import Refusal
from shop.updates import domain, keys, queries
from shop.updates.actions import asking
from shop.updates.forms import AskForm

TRAP = "website"  # people don't see this field; programs that fill in everything do
TOO_MANY = "You have asked for a lot within a short time. What you wrote is still here: send it a little later."
THERE_NOW = "You need not wait: it can be ordered now."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(for_page().filter(is_public=True).exclude(parent__is_public=False), pk=pk)
    missing = _missing(request, product)
    if not missing:
        messages.info(request, THERE_NOW)
        return redirect(product.get_absolute_url())
    given = request.POST if request.method == "POST" else None
    form = AskForm(given, missing=missing, by_address=not request.user.is_authenticated)
    if not form.is_bound:
        return _page(request, product, form)
    if not form.is_valid():
        return _page(request, product, form, status=422)
    if not request.POST.get(TRAP):
        try:
            if not _note(request, form):
                form.add_error(None, TOO_MANY)
                return _page(request, product, form, status=429)
        except Refusal as refused:
            form.add_error(None, str(refused))
            return _page(request, product, form, status=409)
    return redirect(product.get_absolute_url())


def _missing(request: HttpRequest, product: Any) -> list[Any]:
    goods = list(product.get_public_children()) if product.is_parent else [product]
    rules = request.strategy  # type: ignore[attr-defined]
    rules.prepare([product])
    return [each for each in goods if not queries.can_be_had(rules, each)]


def _note(request: HttpRequest, form: AskForm) -> bool:
    """False where too much was asked. What a visitor reads is the same for every address."""
    product, now = form.product(), timezone.now()
    if request.user.is_authenticated:
        asking.ask_as_person(user=request.user, product=product, now=now)
        words = f"We shall write to {request.user.email} as soon as {product.get_title()} can be ordered again."
    else:
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="tell_me", key=email.lower()):
            return False
        asking.ask_by_address(email=email, product=product, now=now)
        words = f"Nearly done: we have written to {email}. Follow the link in that e-mail, so that we know it is you."
    messages.success(request, words)
    return True


def _page(request: HttpRequest, product: Any, form: AskForm, *, status: int = 200) -> HttpResponse:
    return render(request, "updates/ask.html", {"goods": product, "form": form, "trap": TRAP}, status=status)


@never_cache
@require_safe
def wish(request: HttpRequest, key: str) -> HttpResponse:
    found = keys.wish_of(key)
    if found is None:
        return _gone(request, key)
    return render(request, "updates/wish.html", {"wish": found, "key": key, "kept": domain.TOLD_KEPT.days})


@never_cache
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    found = keys.wish_of(key)
    if found is None:
        return _gone(request, key)
    asking.confirm(wish=found, now=timezone.now())
    return redirect("updates:wish", key)


@csrf_exempt  # a mail program does it by itself (RFC 8058); the key in the address is the right to
@never_cache
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    found = keys.wish_of(key)
    if found:
        asking.withdraw(wish=found)
    elif not keys.is_ours(key):
        return _gone(request, key)
    return render(request, "updates/gone.html", {"is_done": True})


def _gone(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "updates/gone.html", {"was_ours": keys.is_ours(key)}, status=404)
