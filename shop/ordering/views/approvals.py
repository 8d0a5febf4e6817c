"""What waits to be let through, and what became of it: for who decides, and for who asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop import exports
from shop.accounts.roles import APPROVE, ORDER
from shop.money import NOTHING
from shop.ordering import approvals, domain, remembering, waiting
from shop.ordering.actions.deciding import Decided, approve, decline
from shop.ordering.actions.ending import take_back, withdraw
from shop.ordering.approval_forms import AnswerForm, ApprovalFilter
from shop.ordering.models import Approval
from shop.ordering.remaking import lines_of, price_changes
from shop.ordering.seeing import whole
from shop.ordering.showing import Shown
from shop.paging import paged
from shop.payments import queries as payments
from shop.payments.gateways.interface import Wish
from shop.payments.owed import owed
from shop.refusals import Refusal
from shop.trade.current import member_who_may, places
from shop.trade.models import Member

COLUMNS = ("Asked on", "Asked by", "Orders", "Total with tax", "Currency", "State", "Waits until", "Decided by", "On")
BACK = "The goods are in your basket again. Nothing was charged."
ELSEWHERE = "That approval is of {}, and you act for {} now. Change over, then open it again."
NOTHING_BACK = "There is nothing to put back: its goods are in a basket already, or on their way."


@never_cache
@require_safe
@member_who_may(ORDER)
def approval_list(request: HttpRequest, member: Member) -> HttpResponseBase:
    narrowed = ApprovalFilter(request.GET)
    found = waiting.listed(member, **narrowed.wanted())
    if kind := exports.asked_for(request):
        rows = (_row(each) for each in found)
        return exports.answer(name=f"{member.account} approvals", columns=COLUMNS, rows=rows, kind=kind)
    context = paged(request, found)
    now = timezone.now()
    words = {
        "member": member,
        "filter": narrowed,
        "is_narrowed": any(narrowed.wanted().values()),
        "listed": [Listed(each, now) for each in context["page_obj"]],
    }
    return render(request, "ordering/approvals/list.html", context | words)


class Listed:
    """A row of the list."""

    def __init__(self, row: Approval, now: datetime) -> None:
        self.row, self.now = row, now
        self.orders = [part.order for part in row.standing]  # type: ignore[attr-defined]

    @property
    def total(self) -> Decimal:
        return total_of(those_that_count(self.orders))

    @property
    def currency(self) -> str:
        return self.orders[0].currency if self.orders else ""

    @property
    def is_to_be_paid(self) -> bool:
        until = self.row.pay_until
        return until is not None and self.now < until and any(each.status == domain.PENDING for each in self.orders)


def _row(row: Any) -> tuple:
    orders = [part.order for part in row.standing]
    return (
        timezone.localtime(row.asked_at),
        str(row.asked_by or ""),
        ", ".join(order.number for order in orders),
        total_of(those_that_count(orders)),
        orders[0].currency if orders else "",
        row.get_state_display(),
        timezone.localtime(row.until),
        str(row.decided_by or ""),
        row.decided_at and timezone.localtime(row.decided_at),
    )


def those_that_count(orders: Sequence[Any]) -> Sequence[Any]:
    """What waits; then what goes on. Of several orders the café may have cancelled one, or it was taken out."""
    waits = [order for order in orders if order.status == domain.PENDING]
    return waits or [order for order in orders if order.status not in domain.GIVES_STOCK_BACK] or orders


def total_of(orders: Iterable[Any]) -> Decimal:
    return sum((order.total_incl_tax for order in orders), NOTHING)


def found_approval(member: Member, pk: int) -> Approval:
    """Another account's doesn't exist; nor, for who only orders, a colleague's."""
    rows = waiting.seen_by(member).select_related("asked_by", "decided_by", "account")
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
@member_who_may(ORDER)
def approval_page(request: Any, member: Member, pk: int) -> HttpResponse:
    if name := of_another_account(request, member, pk):
        messages.info(request, ELSEWHERE.format(name, member.account.name))
        return redirect("customer:summary")
    return shown_page(request, member, found_approval(member, pk))


def of_another_account(request: HttpRequest, member: Member, pk: int) -> str:
    """Who follows the link of a letter may act for another of their accounts just now."""
    others = (each for each in places(request) if each.account_id != member.account_id)
    return next((each.account.name for each in others if waiting.seen_by(each).filter(pk=pk).exists()), "")


def shown_page(
    request: Any, member: Member, approval: Approval, *, form: AnswerForm | None = None, refused: str = ""
) -> HttpResponse:
    now = timezone.now()
    orders = [Shown(order, now) for order in whole(waiting.standing_orders(approval))]
    rows = those_that_count([each.order for each in orders])
    total, currency = total_of(rows), rows[0].currency
    waits = approval.is_waiting and any(each.waits for each in orders)
    decides = waits and member.may(APPROVE)
    words: dict[str, Any] = {
        "member": member,
        "approval": approval,
        "state": next(each for each in orders if each.order is rows[0]).approval,
        "orders": orders,
        "total": total,
        "currency": currency,
        "waits": waits,
        "is_own": approval.asked_by_id == member.user_id,
        "decides": decides and may_decide(member, approval, total),
        "ended": all(not each.is_kept for each in orders),
        "form": form or AnswerForm(),
        "refused": refused,
    }
    if words["decides"]:
        words |= {
            "ways": payments.choices(Wish(total, currency, member.account)),
            "way": approval.pays_by,
            "prices": price_changes(rows, request.strategy, lines_of(rows)),
            "closed": any(now >= min(approval.closes_at, order.round.cutoff_at) for order in rows if order.round),
            "owed": owed(member.account),
        }
    status = 422 if refused else 200
    return render(request, "ordering/approvals/approval.html", words, status=status)


def may_decide(member: Member, approval: Approval, total: Decimal) -> bool:
    return approvals.may_decide(
        approves=member.may(APPROVE),
        is_own=approval.asked_by_id == member.user_id,
        spend_limit=member.spend_limit,
        total=total,
    )


@never_cache
@require_POST
@member_who_may(ORDER, APPROVE)
def approval_approve(request: Any, member: Member, pk: int) -> HttpResponse:
    approval = found_approval(member, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return shown_page(request, member, approval, form=form, refused="Nothing is decided yet.")
    try:
        decided = approve(
            approval=approval,
            by=member,
            word=form.cleaned_data["word"],
            pays_by=form.cleaned_data["pays_by"] or approval.pays_by,
            strategy=request.strategy,
            now=timezone.now(),
        )
    except approvals.DecidedAlready as already:
        return told(request, pk, already)
    except Refusal as refusal:
        return shown_page(request, member, approval, form=form, refused=str(refusal))
    return approved(request, decided)


def approved(request: HttpRequest, decided: Decided) -> HttpResponse:
    said = "is told, and gets the link to pay" if decided.payment is None else "is told"
    messages.success(request, f"It is approved. {decided.approval.asked_by or 'Who asked'} {said}.")
    return redirect("customer:approval", decided.approval.pk)


@never_cache
@require_POST
@member_who_may(ORDER, APPROVE)
def approval_decline(request: Any, member: Member, pk: int) -> HttpResponse:
    approval = found_approval(member, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return shown_page(request, member, approval, form=form, refused="Nothing is decided yet.")
    try:
        decline(approval=approval, by=member, word=form.cleaned_data["word"], now=timezone.now())
    except Refusal as refusal:
        return told(request, pk, refusal)
    messages.success(request, f"It is declined. {approval.asked_by or 'Who asked'} is told.")
    return redirect("customer:approval", pk)


@never_cache
@require_POST
@member_who_may(ORDER)
def approval_withdraw(request: Any, member: Member, pk: int) -> HttpResponse:
    """By who asked alone: it is their basket that the goods go back to."""
    approval = found_approval(member, pk)
    if approval.asked_by_id != member.user_id:
        raise Http404
    if approval.is_waiting:
        try:
            withdraw(approval=approval, by=request.user, now=timezone.now())
        except Refusal as refusal:
            return told(request, pk, refusal)
    if take_back(approval=approval, basket=request.basket) is None:
        messages.info(request, NOTHING_BACK)
        return redirect("customer:approval", pk)
    remembering.forget(request)
    messages.success(request, BACK)
    return redirect("basket:summary")


def told(request: HttpRequest, pk: int, refusal: Refusal) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("customer:approval", pk)
