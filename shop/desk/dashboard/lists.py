"""The list of accounts: searched, filtered, sorted, and as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.desk import queries
from shop.desk.dashboard import StaffRequest, for_staff
from shop.desk.forms import SORTS, FilterForm
from shop.exports import answer, asked_for
from shop.paging import paged
from shop.trade.models import TradeAccount
from shop.trade.queries import found, with_people

COLUMNS = (
    "Number",
    "Name",
    "Kind",
    "Status",
    "On hold because",
    "Merged into",
    "Payment terms",
    "Credit limit",
    "Currency",
    "Café",
    "VAT number",
    "E-mail",
    "Telephone",
    "Address",
    "Town",
    "Postcode",
    "Country",
    "Needs a PO number",
    "People",
    "Opened",
)


@require_safe
@for_staff()
def account_list(request: StaffRequest) -> HttpResponseBase:
    mine = queries.accounts(request.user)
    form = FilterForm(request.GET, seen=mine, label_suffix="")
    wanted = form.wanted
    listed = narrowed(mine, wanted)
    if kind := asked_for(request):
        return answer(name=f"accounts {timezone.localdate()}", columns=COLUMNS, rows=rows(listed), kind=kind)
    context = paged(request, with_people(listed)) | {
        "form": form,
        "wanted": wanted,
        "counts": queries.counted(mine),
        "may_add": queries.may(request.user, queries.ADD),
        "may_merge": queries.may(request.user, queries.MERGE),
    }
    return render(request, "desk/list.html", context)


def narrowed(accounts: QuerySet[TradeAccount], wanted: dict[str, Any]) -> QuerySet[TradeAccount]:
    """What was merged away stays out of sight until it is asked for."""
    status = wanted.get("status")
    accounts = accounts.filter(merged_into__isnull=status != "merged")
    if status and status != "merged":
        accounts = accounts.filter(status=status)
    for field in ("terms", "cafe", "business"):
        if field in wanted:
            accounts = accounts.filter(**{field: wanted[field]})
    if text := wanted.get("q"):
        accounts = found(accounts, text=text)
    sort = wanted.get("sort", "name")
    return accounts.order_by(*([sort] if sort in SORTS and sort != "name" else []), Lower("name"), "pk")


def rows(accounts: QuerySet[TradeAccount]) -> Iterator[tuple]:
    for account in with_people(accounts):
        yield (
            account.number,
            account.name,
            account.get_business_display(),
            account.get_status_display(),
            account.hold_reason,
            account.merged_into.number if account.merged_into else "",
            account.get_terms_display(),
            account.credit_limit,
            account.currency,
            account.cafe.name,
            account.vat_number,
            account.email,
            str(account.phone),
            ", ".join(filter(None, (account.line1, account.line2))),
            account.town,
            account.postcode,
            account.get_country_code_display(),
            account.requires_po,
            len(account.present_members),  # type: ignore[attr-defined]
            timezone.localtime(account.opened_at).date(),
        )
