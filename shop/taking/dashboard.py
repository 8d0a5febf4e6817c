"""A customer telephones: who it is, what they want, where and when it goes, and how it is paid, on one page."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.accounts.roles import ORDER
from shop.ordering import domain
from shop.ordering.actions.confirming import follow
from shop.ordering.plans import Fault
from shop.ordering.quoting import Quote, differences
from shop.ordering.remembering import typed_of
from shop.ordering.seeing import for_staff
from shop.pad.rows import rows_of
from shop.payments.actions.opening import start
from shop.payments.models import Payment
from shop.plain import one_line
from shop.refusals import Refusal
from shop.taking import queries
from shop.taking.actions.beginning import begin, discard
from shop.taking.actions.placing import place_taken
from shop.taking.domain import LONGEST_ANSWER, LONGEST_NOTE, MOST_ANSWERS, AnothersCustomer, StillBeingWritten
from shop.taking.forms import FindForm
from shop.taking.letters import link_to_pay
from shop.taking.lines import Writing
from shop.taking.models import Taking
from shop.taking.page import Page, basket_of, strategy_of
from shop.trade.models import TradeAccount
from shop.trade.queries import accounts_for_staff

SALT = "taking"
WRITTEN_DOWN = "It is written down, and nothing is ordered yet: look at what it comes to, then place it."
MOST_CALLERS = 6
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "quote", "asked"})
HALF_WRITTEN = ("goods", "count", "lines")
LONG = frozenset({"note", "notes", "lines"})


def who_takes(view: Any) -> Any:
    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not queries.may_take(request.user):
            raise PermissionDenied
        answer: HttpResponse = view(request, **kwargs)
        return answer

    return checked


def of_taking(view: Any) -> Any:
    """Hands the view an order that this person takes: anybody else's doesn't exist."""

    @who_takes
    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = view(request, get_object_or_404(queries.takings_of(request.user), pk=pk), **kwargs)
        return answer

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@who_takes
def find(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return begun(request)
    text = FindForm(request.GET).text
    accounts = queries.found_accounts(request.user, text) if text else []
    people = queries.found_people(request.user, text) if text else []
    shown = [(account, callers_of(account, text)) for account in accounts[: queries.MOST]]
    context = {
        "text": text,
        "accounts": shown,
        "has_more": len(accounts) > queries.MOST,
        "people": people,
        "count": len(shown) + len(people),
        "under_way": queries.under_way(request.user)[:20],
        "currencies": queries.currencies(request.user),
    }
    return render(request, "taking/find.html", context)


def callers_of(account: Any, text: str) -> list[Any]:
    """Who may order for it; first of all who was asked for by name."""
    words = text.casefold().split()
    able = [each for each in account.present_members if each.may(ORDER)]
    asked = {each.pk for each in able if any(word in f"{each.user} {each.user.email}".casefold() for word in words)}
    return sorted(able, key=lambda each: (each.pk not in asked, str(each.user)))[:MOST_CALLERS]


def begun(request: HttpRequest) -> HttpResponse:
    """For an account, for whoever an order was of, or for somebody new."""
    data = request.POST
    try:
        if key := one_line(data.get("order", "")):
            order = get_object_or_404(for_staff(request.user).select_related("account__cafe", "user"), number=key)
            taking = of_the_same(request, order)
        elif key := data.get("account", ""):
            account = get_object_or_404(accounts_for_staff(request.user), pk=number(key))
            caller = next((each.user for each in queries.callers(account) if str(each.pk) == data.get("caller")), None)
            taking = begin_for(request, account=account, user=caller, currency=account.currency)
        else:
            currency = data.get("guest", "")
            if currency not in queries.currencies(request.user):
                raise Http404
            taking = begin_for(request, currency=currency)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("dashboard:take")
    return redirect("dashboard:take-order", pk=taking.pk)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def begin_for(
    request: HttpRequest, *, currency: str, account: TradeAccount | None = None, user: Any = None, known: Any = None
) -> Taking:
    return begin(by=request.user, account=account, user=user, currency=currency, known=known or {}, now=timezone.now())


def of_the_same(request: HttpRequest, order: Any) -> Taking:
    if order.account:
        kept = order.account.merged_into_id or order.account_id
        account = accounts_for_staff(request.user).filter(pk=kept).first()
        if account is None:
            raise AnothersCustomer(str(order.account))
        return begin_for(request, account=account, user=order.user, currency=account.currency)
    known = {"name": order.contact_name, "phone": order.contact_phone, "email": order.guest_email or ""}
    if order.shipping_address:
        known |= address_of(order.shipping_address)
    return begin_for(request, user=order.user, currency=order.currency, known=known)


def address_of(address: Any) -> dict[str, str]:
    """As it was written for somebody without a company."""
    return {
        "place": "new",
        "line1": address.line1,
        "line2": address.line2,
        "town": address.line4,
        "postcode": address.postcode,
        "notes": address.notes,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@of_taking
def order(request: Any, taking: Taking) -> HttpResponse:
    if taking.placed_at:
        return here(taking) if request.method == "POST" else placed(request, taking)
    if request.method == "POST":
        return sent(request, taking)
    return show(request, Page(request, taking, basket_of(taking, request), dict(taking.typed)))


def sent(request: Any, taking: Taking) -> HttpResponse:
    typed = typed_of(request.POST)
    if request.htmx:  # where and when were changed; what is half written of goods stays where it is
        typed = {name: text for name, text in typed.items() if name not in HALF_WRITTEN}
    try:
        written = Writing(taking, basket_of(taking, request), request.user, typed).write()
    except Refusal as refusal:
        page = Page(request, taking, basket_of(taking, request), typed)
        return show(request, page, faults=[Fault("goods", str(refusal))], status=422)
    except PermissionDenied:
        return here(taking)  # it has been placed in another window
    beside = {name: taking.typed[name] for name in HALF_WRITTEN if request.htmx and name in taking.typed}
    keep(taking, written.typed | beside)
    is_sent = typed.get("asked") == "place"
    page = Page(request, taking, basket_of(taking, request), written.typed, is_sent, written)
    if not written.is_clear:
        return show(request, page, faults=[Fault("goods", str(StillBeingWritten()))] if is_sent else [], status=422)
    if is_sent and not typed.get("goods", "").strip() and not typed.get("lines", "").strip():
        return place_it(request, page, typed)
    for words in [*written.loaded, *([WRITTEN_DOWN] if is_sent else [])]:
        messages.warning(request, words)
    return redirect(f"{request.path}#goods")


def place_it(request: Any, page: Page, typed: dict[str, str]) -> HttpResponse:
    quoted = read(typed.get("quote", ""))
    changes = differences(quoted, page.composed.quote) if quoted and page.composed else []
    if page.faults or changes or quoted is None:
        return show(request, page, faults=page.faults, changes=changes, is_refused=True, status=422)
    checkout = page.checkout()
    try:
        done = place_taken(
            taking=page.taking,
            checkout=checkout,
            past_of=page.past_of,
            reason=page.reason,
            by=request.user,
            now=page.now,
        )
    except domain.AlreadyOrdered:
        return here(page.taking)
    except Refusal as refusal:
        fresh = Page(request, page.taking, basket_of(page.taking, request), page.typed)
        return show(request, fresh, faults=[Fault("", str(refusal))], is_refused=True, status=422)
    if not page.is_by_link:
        follow(start(payment=done.payment, return_url=request.build_absolute_uri(), now=page.now).settled, now=page.now)
    return here(page.taking)


def show(request: Any, page: Page, *, status: int = 200, **about: Any) -> HttpResponse:
    composed = page.composed
    context = {
        "page": page,
        "taking": page.taking,
        "customer": page.customer,
        "form": page.form,
        "composed": composed,
        "money": page.taking.currency,
        "signed": signing.dumps(composed.quote.packed(), salt=SALT, compress=True) if composed else "",
        **about,
    }
    return render(request, "taking/order.html", context, status=200 if request.htmx else status)


def placed(request: Any, taking: Taking) -> HttpResponse:
    orders = list(queries.orders_of(taking))
    payment = Payment.objects.filter(shares__order__in=orders).order_by("-pk").first()
    is_open = payment is not None and payment.is_open
    context = {
        "taking": taking,
        "orders": orders,
        "payment": payment,
        "link": link_to_pay(payment) if payment and is_open and payment.gateway != "account" else "",
        "email": orders[0].email if orders else "",
        "is_over": all(order.status in domain.GIVES_STOCK_BACK for order in orders),
    }
    return render(request, "taking/placed.html", context)


@require_safe
@of_taking
def goods(request: HttpRequest, taking: Taking) -> HttpResponse:
    """Offered while one types, at the customer's prices."""
    found = queries.goods_like(request.user, taking.currency, one_line(request.GET.get("q", ""))[:100])
    rows = rows_of(found, strategy=strategy_of(taking, request), currency=taking.currency)
    return render(request, "taking/goods.html", {"rows": rows})


@require_POST
@of_taking
def leave(request: HttpRequest, taking: Taking) -> HttpResponse:
    if taking.placed_at:
        return here(taking)
    discard(taking=taking)
    messages.success(request, f"The order for {taking} is thrown away. Nothing was ordered.")
    return redirect("dashboard:take")


def here(taking: Taking) -> HttpResponse:
    return redirect("dashboard:take-order", pk=taking.pk)


def keep(taking: Taking, typed: dict[str, str]) -> None:
    """Who leaves the page finds it as they left it."""
    kept = {
        name[:40]: text[: LONGEST_NOTE if name in LONG else LONGEST_ANSWER]
        for name, text in list(typed.items())[:MOST_ANSWERS]
        if text and name not in NOT_KEPT
    }
    if kept != taking.typed:
        Taking.objects.filter(pk=taking.pk, placed_at=None).update(typed=kept)
        taking.typed = kept


def read(signed: str) -> Quote | None:
    try:
        return Quote.unpacked(signing.loads(signed, salt=SALT)) if signed else None
    except (signing.BadSignature, ValueError, TypeError, ArithmeticError):
        return None
