"""What people see of the bank: its front, the window where they pay, and their statement."""

import csv

from django.core.paginator import Paginator
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sandbox import money, story
from sandbox.forms import KnowForm
from sandbox.models import Account, Debit

KNOWN = "sandbox_bank"
KNOWN_FOR = 15 * 60
SIGNER = TimestampSigner(salt="sandbox.known")
A_PAGE = 25


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "sandbox/home.html", {"stories": story.STORIES})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pay(request: HttpRequest, code: str) -> HttpResponse:
    debit = get_object_or_404(Debit.objects.select_related("payee", "payer"), code=code)
    form = KnowForm(request.POST or None)
    if request.method == "POST":
        if "cancel" in request.POST:
            money.cancel(debit=debit, now=timezone.now())
            return redirect(debit.return_to)
        if form.is_valid():
            try:
                debit = money.pay(debit=debit, now=timezone.now(), **form.cleaned_data)
            except money.Declined as declined:
                form.add_error(None, str(declined))
            else:
                if debit.state == Debit.State.DONE:
                    return redirect(debit.return_to)
                return redirect("sandbox:pay", code=code)
    else:
        debit = money.expire_if_due(debit=debit, now=timezone.now())
    about = {"debit": debit, "form": form, "to_try": story.TO_TRY}
    return render(request, "sandbox/pay.html", about, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    form = KnowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = money.know(**form.cleaned_data)
        except money.Declined as declined:
            form.add_error(None, str(declined))
        else:
            response = redirect("sandbox:statement")
            response.set_cookie(
                KNOWN,
                SIGNER.sign(str(account.pk)),
                max_age=KNOWN_FOR,
                path="/sandbox/bank/",
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
            return response
    about = {"form": form, "to_try": story.STORIES}
    return render(request, "sandbox/sign_in.html", about, status=422 if form.errors else 200)


def whose(request: HttpRequest) -> Account | None:
    try:
        pk = SIGNER.unsign(request.COOKIES.get(KNOWN, ""), max_age=KNOWN_FOR)
    except BadSignature:
        return None
    return Account.objects.filter(pk=pk).first()


@require_safe
@never_cache
def statement(request: HttpRequest) -> HttpResponse:
    account = whose(request)
    if account is None:
        return redirect("sandbox:account")
    page = Paginator(account.entries.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sandbox/statement.html", {"account": account, "page": page})


@require_safe
@never_cache
def statement_csv(request: HttpRequest) -> HttpResponse:
    account = whose(request)
    if account is None:
        return redirect("sandbox:account")
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="statement-{account.number}.csv"'},
    )
    rows = csv.writer(response)
    rows.writerow(["When", "With whom", "Reference", "Transaction", "Amount", "Balance"])
    for entry in account.entries.iterator():
        words = [harmless(text) for text in (entry.with_whom, entry.reference, entry.number)]
        rows.writerow([timezone.localtime(entry.at).isoformat(timespec="seconds"), *words, entry.amount, entry.balance])
    return response


def harmless(text: str) -> str:
    """A spreadsheet reads this as text, whatever it begins with."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    response = redirect("sandbox:home")
    response.delete_cookie(KNOWN, path="/sandbox/bank/")
    return response
