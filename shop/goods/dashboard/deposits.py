"""What customers pay until it comes back: crates, bottles."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from shop.exports import answer, asked_for
from shop.goods import actions, staff_queries
from shop.goods.dashboard import StaffRequest, for_staff
from shop.goods.models import Deposit
from shop.goods.staff_forms import DepositForm
from shop.paging import A_PAGE, paged
from shop.plain import one_line
from shop.refusals import Refusal


@require_safe
@for_staff("goods.view_deposit")
def deposit_list(request: StaffRequest) -> HttpResponseBase:
    found = staff_queries.deposits()
    if text := one_line(request.GET.get("q", ""))[:80]:
        found = found.filter(name__icontains=text)
    if kind := asked_for(request):
        rows = ((each.name, each.price, each.is_used) for each in found)
        return answer(
            name=f"deposits {timezone.localdate()}", columns=("Name", "Price", "In use"), rows=rows, kind=kind
        )
    return render(request, "goods/dashboard/deposits.html", paged(request, found, A_PAGE) | {"q": text})


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff("goods.add_deposit")
def deposit_new(request: StaffRequest) -> HttpResponseBase:
    return _form(request, Deposit(), "A new deposit")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff("goods.change_deposit")
def deposit(request: StaffRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(staff_queries.deposits(), pk=pk)
    return _form(request, found, found.name)


def _form(request: StaffRequest, found: Deposit, title: str) -> HttpResponseBase:
    form = DepositForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.save_deposit(deposit=form.save(commit=False), changed=form.changed_data, by=request.user)
        messages.success(request, f"{found.name} is saved.")
        return redirect("dashboard:deposit-list")
    return render(request, "goods/dashboard/deposit.html", {"form": form, "deposit": found, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff("goods.delete_deposit")
def deposit_delete(request: StaffRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(staff_queries.deposits(), pk=pk)
    if request.method != "POST":
        return render(request, "goods/dashboard/deposit_delete.html", {"deposit": found})
    try:
        actions.delete_deposit(deposit=found, by=request.user)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found.name} is deleted.")
    return redirect("dashboard:deposit-list")
