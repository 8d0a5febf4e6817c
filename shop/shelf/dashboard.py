"""Staff send a table, look at what it would change, and write it. People of a café do so for their own café's goods."""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop import exports
from shop.paging import paged
from shop.refusals import Refusal
from shop.shelf import queries
from shop.shelf.actions import deciding, taking
from shop.shelf.actions.taking import TABLES
from shop.shelf.columns import GOODS, PRICES
from shop.shelf.forms import CafeForm, RowsForm, UploadForm
from shop.shelf.models import Import, ImportRow

ROWS_A_PAGE = 50
COLUMNS = ("Row", "Kind", "SKU", "Title", "What changes", "Why not", "Outcome")


def for_importers(view):
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not queries.may_import(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return checked


def of_import(view):
    """Hands the view an import that this person may see: any other doesn't exist."""

    @for_importers
    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        return view(request, get_object_or_404(queries.imports(request.user), pk=pk), **kwargs)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_list(request: HttpRequest) -> HttpResponseBase:
    may = queries.may_import(request.user)
    if not may:
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES, label_suffix="") if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            job = taking.take(upload=form.cleaned_data["file"], by=request.user, may=may, now=timezone.now())
        except Refusal as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("dashboard:shelf-import", pk=job.pk)
    listed = queries.imports(request.user)
    if kind := exports.asked_for(request):
        return exports.answer(
            name="imports", columns=IMPORT_COLUMNS, rows=map(import_row, listed.iterator()), kind=kind
        )
    context = paged(request, listed) | {
        "form": form or UploadForm(label_suffix=""),
        "tables": [
            (Import.Table(table).label, [column for column in TABLES[table] if column.help or column.of != "told"])
            for table in may
        ],
        **downloads(request),
    }
    return render(request, "shelf/dashboard/imports.html", context, status=200 if not form else 422)


def downloads(request: HttpRequest) -> dict[str, Any]:
    cafes = queries.cafes(request.user)
    return {
        "cafe_form": CafeForm(cafes=cafes, label_suffix="", auto_id="of_%s") if len(cafes) > 1 else None,
        "may_see_goods": queries.may_see_goods(request.user),
        "may_see_prices": queries.may_see_prices(request.user),
    }


IMPORT_COLUMNS = (
    *("File", "About", "By", "Sent", "State", "Rows", "New", "Changed", "Unchanged", "Refused"),
    *("Written", "Left out", "Written for", "Finished"),
)


def import_row(job: Import) -> tuple[Any, ...]:
    return (
        job.file_name,
        job.get_table_display(),
        str(job.by or ""),
        job.at,
        job.get_state_display(),
        job.added + job.changed + job.unchanged + job.refused,
        job.added,
        job.changed,
        job.unchanged,
        job.refused,
        job.written,
        job.left_out,
        str(job.confirmed_by or ""),
        job.finished_at,
    )


@require_safe
@login_required
def export_goods(request: HttpRequest) -> HttpResponseBase:
    if not queries.may_see_goods(request.user):
        raise PermissionDenied
    rows = queries.goods_rows(user=request.user, cafe=chosen_cafe(request))
    return as_file(request, "goods", [column.heading for column in GOODS], rows)


@require_safe
@login_required
def export_prices(request: HttpRequest) -> HttpResponseBase:
    if not queries.may_see_prices(request.user):
        raise PermissionDenied
    return as_file(
        request, "prices", [column.heading for column in PRICES], queries.price_rows(cafe=chosen_cafe(request))
    )


def chosen_cafe(request: HttpRequest) -> Any:
    form = CafeForm(request.GET, cafes=queries.cafes(request.user))
    return form.cleaned_data["cafe"] if form.is_valid() else None


def as_file(request: HttpRequest, name: str, columns: list[str], rows: Iterator[list[Any]]) -> HttpResponseBase:
    kind = exports.asked_for(request) or "xlsx"
    return exports.answer(name=f"{name} {timezone.localdate()}", columns=columns, rows=rows, kind=kind)


@of_import
@require_safe
def one_import(request: HttpRequest, job: Import) -> HttpResponseBase:
    form = RowsForm(request.GET)
    rows = narrowed(job, form.wanted)
    if (kind := exports.asked_for(request)) and not job.is_at_work:
        name = f"import {job.pk} {form.wanted}"
        return exports.answer(name=name, columns=COLUMNS, rows=map(row_cells, rows.iterator()), kind=kind)
    context = paged(request, rows, ROWS_A_PAGE) | {"job": job, "wanted": form.wanted, "counts": counts(job)}
    return render(request, "shelf/dashboard/import.html", context)


def narrowed(job: Import, kind: str) -> QuerySet[ImportRow]:
    if kind == ImportRow.Outcome.LEFT_OUT:
        return job.rows.filter(outcome=kind)
    return job.rows.filter(kind=kind) if kind else job.rows.all()


def counts(job: Import) -> list[tuple[str, str, int]]:
    listed = [
        ("", "All", job.added + job.changed + job.unchanged + job.refused),
        (ImportRow.Kind.NEW, "New", job.added),
        (ImportRow.Kind.CHANGED, "Changed", job.changed),
        (ImportRow.Kind.UNCHANGED, "Unchanged", job.unchanged),
        (ImportRow.Kind.REFUSED, "Refused", job.refused),
        (ImportRow.Outcome.LEFT_OUT, "Left out", job.left_out),
    ]
    return [each for each in listed if each[2] or each[0] not in (ImportRow.Outcome.LEFT_OUT,)]


def row_cells(row: ImportRow) -> tuple[Any, ...]:
    changes = "\n".join(f"{heading}: {old or '(empty)'} → {new or '(empty)'}" for heading, old, new in row.changes)
    outcome = row.get_outcome_display()
    return row.number, row.get_kind_display(), row.sku, row.title, changes, "\n".join(row.why), outcome


@of_import
@require_safe
def progress(request: HttpRequest, job: Import) -> HttpResponse:
    """The piece of the page that moves. When nothing moves any more, the page is asked for anew."""
    answer = render(request, "shelf/dashboard/progress.html", {"job": job})
    if not job.is_at_work:
        answer["HX-Refresh"] = "true"
    return answer


def deciding_by(act):
    @of_import
    @require_POST
    @wraps(act)
    def decided(request: HttpRequest, job: Import) -> HttpResponse:
        try:
            act(request, job)
        except Refusal as refused:
            messages.error(request, str(refused))
        return redirect("dashboard:shelf-import", pk=job.pk)

    return decided


@deciding_by
def write(request: HttpRequest, job: Import) -> None:
    mode = Import.Mode.GOOD if request.POST.get("mode") == Import.Mode.GOOD else Import.Mode.ALL
    deciding.confirm(job=job, mode=mode, by=request.user, now=timezone.now())


@deciding_by
def again(request: HttpRequest, job: Import) -> None:
    deciding.again(job=job, by=request.user, now=timezone.now())


@deciding_by
def drop(request: HttpRequest, job: Import) -> None:
    deciding.drop(job=job, now=timezone.now())
    messages.success(request, "Thrown away. Nothing was written.")
