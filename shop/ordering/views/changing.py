"""Who approves changes what was asked for: they see what it would come to, and agree to that."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop.accounts.roles import APPROVE, ORDER
from shop.ordering import approvals, domain, remembering, waiting
from shop.ordering.actions.renewing import Agreement, approve_changed
from shop.ordering.approval_forms import ChangeForm
from shop.ordering.composing import Composed
from shop.ordering.models import Approval
from shop.ordering.plans import Fault
from shop.ordering.quoting import Quote
from shop.ordering.remaking import (
    Change,
    composed_anew,
    days_in_words,
    faults_of,
    in_mind,
    is_sold,
    lines_of,
    quote_as_asked,
    quote_of,
    vouchers_of,
)
from shop.ordering.views.approvals import approved, found_approval, may_decide, told, total_of
from shop.payments.owed import owed
from shop.refusals import Refusal
from shop.trade.current import member_who_may
from shop.trade.models import Member

SALT = "approval"


@dataclass
class Page:
    request: Any
    member: Member
    approval: Approval
    orders: list[Any]
    typed: dict[str, str]
    is_sent: bool
    now: datetime

    @cached_property
    def lines(self) -> list[Any]:
        return lines_of(self.orders)

    @cached_property
    def form(self) -> ChangeForm:
        form = ChangeForm(
            self.typed if self.is_sent else None,
            lines=self.lines,
            po_number=self.orders[0].po_number,
            requires_po=self.member.account.requires_po,
        )
        form.is_valid()
        return form

    @cached_property
    def change(self) -> Change:
        return self.form.change(self.typed)

    @property
    def pays_by(self) -> str:
        return self.typed.get("pays_by", "") or self.approval.pays_by

    @cached_property
    def basket(self) -> Any:
        return in_mind(
            lines=self.lines,
            change=self.change,
            asked_by=self.approval.asked_by,
            strategy=self.request.strategy,
            vouchers=vouchers_of(self.orders),
        )

    @cached_property
    def composed(self) -> Composed | None:
        """None where nothing would be left."""
        if not self.basket.all_lines():
            return None
        return composed_anew(
            basket=self.basket,
            orders=self.orders,
            change=self.change,
            pays_by=self.pays_by,
            account=self.member.account,
            now=self.now,
            beside=[order.pk for order in self.orders],
        )

    @cached_property
    def quote(self) -> Quote | None:
        return quote_of(self.approval, self.composed) if self.composed else None

    @cached_property
    def changes(self) -> list[str]:
        """Against what was asked for."""
        if self.composed is None or self.quote is None:
            return []
        was = quote_as_asked(self.approval, self.orders, self.lines)
        return [*approvals.changes_in_words(was, self.quote), *days_in_words(self.orders, self.composed)]

    @cached_property
    def faults(self) -> list[Fault]:
        faults = [
            Fault(self.form[name].auto_id, " ".join(map(str, errors))) for name, errors in self.form.errors.items()
        ]
        faults += [
            Fault("lines", str(approvals.NoLongerSold(line.title)))
            for line in self.lines
            if not is_sold(line) and self.change.quantity(line)
        ]
        faults += faults_of(self.basket, self.lines)
        if self.composed is None:
            return faults or [Fault("lines", str(approvals.NothingLeft()))]
        return [*faults, *self.composed.faults]

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "member": self.member,
            "approval": self.approval,
            "orders": self.orders,
            "page_of": self,
            "form": self.form,
            "composed": self.composed,
            "money": self.orders[0].currency,
            "was": total_of(self.orders),
            "owed": owed(self.member.account),
            "signed": signing.dumps(self.quote.packed(), salt=SALT, compress=True) if self.quote else "",
            **more,
        }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_who_may(ORDER, APPROVE)
def approval_change(request: Any, member: Member, pk: int) -> HttpResponse:
    approval = found_approval(member, pk)
    rows = waiting.standing_orders(approval).filter(status=domain.PENDING)
    orders = list(rows.select_related(*waiting.WHERE_AND_WHOSE).prefetch_related("deposits"))
    if not approval.is_waiting or not orders:
        who = str(approval.decided_by or "")
        return told(request, pk, approvals.DecidedAlready(approval.state if orders else approvals.OVERTAKEN, who))
    if not may_decide(member, approval, total_of(orders)):
        return told(request, pk, approvals.NotYoursToApprove())
    typed = remembering.typed_of(request.POST)
    page = Page(request, member, approval, orders, typed, request.method == "POST", timezone.now())
    if typed.get("asked") != "agree":
        return render(request, "ordering/approvals/change.html", page.context(looked=page.is_sent))
    return agreed(request, page)


def agreed(request: HttpRequest, page: Page) -> HttpResponse:
    shown = read(page.typed.get("quote", ""))
    if page.faults or shown is None:
        return again(request, page)
    agreement = Agreement(page.change, page.pays_by, shown, page.form.cleaned_data["word"])
    try:
        decided = approve_changed(
            approval=page.approval, by=page.member, agreed=agreement, strategy=page.request.strategy, now=page.now
        )
    except approvals.DecidedAlready as already:
        return told(request, page.approval.pk, already)
    except approvals.ComesToSomethingElse as different:
        vars(page).update(composed=different.composed, quote=different.quote)
        return again(request, page, differences=different.changes)
    except Refusal as refusal:
        return again(request, page, refused=str(refusal))
    return approved(request, decided)


def again(request: HttpRequest, page: Page, **why: Any) -> HttpResponse:
    words = page.context(looked=True, is_refused=True, **why)
    return render(request, "ordering/approvals/change.html", words, status=422)


def read(signed: str) -> Quote | None:
    try:
        return Quote.unpacked(signing.loads(signed, salt=SALT)) if signed else None
    except (signing.BadSignature, ValueError, TypeError, ArithmeticError):
        return None
