"""Notes and files of an account: staff's own. People of its café may write and keep them too."""

from typing import cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shop.desk import actions, queries
from shop.desk.dashboard import StaffRequest, attempt, back, form_page, of_account, writers_of_account
from shop.desk.dashboard.page import noted, rights
from shop.desk.forms import FileForm, NoteForm
from shop.files.answers import answer
from shop.files.models import PrivateFile
from shop.paging import paged
from shop.trade.models import TradeAccount


@require_safe
@of_account()
def notes(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    listed = paged(request, queries.notes_of(account))
    context = listed | noted(request, listed["page_obj"]) | rights(request, account)
    context |= {"account": account, "title": "Notes"}
    return render(request, "desk/notes.html", context)


@writers_of_account
def write(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = NoteForm(request.POST or None)
    return form_page(
        request,
        account,
        form,
        lambda: actions.write_note(account=account, by=request.user, **form.cleaned_data),
        title="A note",
        button="Keep the note",
        done="The note is kept.",
    )


@writers_of_account
@require_POST
def pin(request: StaffRequest, account: TradeAccount, note: int) -> HttpResponse:
    found = get_object_or_404(queries.notes_of(account), pk=note, taken_back_at=None)
    up = request.POST.get("pin") == "yes"
    attempt(
        request,
        lambda: actions.pin(note=found, is_pinned=up, by=request.user),
        "The note stays at the top." if up else "The note is no longer kept at the top.",
    )
    return back(account, "notes")


@writers_of_account
@require_POST
def take_back(request: StaffRequest, account: TradeAccount, note: int) -> HttpResponse:
    found = get_object_or_404(queries.notes_of(account), pk=note)
    attempt(
        request, lambda: actions.take_back(note=found, by=request.user, now=timezone.now()), "The note is taken back."
    )
    return back(account, "notes")


@require_safe
@of_account()
def files(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    listed = paged(request, queries.files_of(account))
    context = listed | rights(request, account)
    context |= {"account": account, "title": "Files", "files": listed["page_obj"]}
    return render(request, "desk/files.html", context)


@writers_of_account
def keep(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    return form_page(
        request,
        account,
        form,
        lambda: actions.keep_file(
            account=account,
            document=form.cleaned_data["document"],
            about=form.cleaned_data["about"],
            by=request.user,
        ),
        title="A file",
        button="Keep the file",
        done="The file is kept.",
    )


@require_safe
@of_account()
def file(request: StaffRequest, account: TradeAccount, file: int) -> FileResponse:
    found = get_object_or_404(queries.files_of(account), pk=file, file__isnull=False)
    return answer(cast(PrivateFile, found.file))


@writers_of_account
@require_POST
def remove_file(request: StaffRequest, account: TradeAccount, file: int) -> HttpResponse:
    found = get_object_or_404(queries.files_of(account), pk=file, removed_at=None)
    attempt(
        request,
        lambda: actions.remove_file(file=found, by=request.user, now=timezone.now()),
        f"{found.name} is removed.",
    )
    return back(account, "files")
