"""The demo's mailbox: what the site would have sent, for whoever tries it out. Elsewhere it doesn't exist."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.outbox.forms import FilterForm
from shop.outbox.queries import listed, written
from shop.outbox.reading import read
from shop.paging import paged

# A message is somebody else's HTML: it may be looked at, and do nothing.
LOCKED_UP = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"

View = Callable[..., HttpResponse]


def in_the_demo(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **kwargs)

    return never_cache(require_safe(guarded))


@in_the_demo
def messages(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET, label_suffix="")
    wanted = form.cleaned_data if form.is_valid() else {}
    found = listed(recipient=wanted.get("recipient", ""), text=wanted.get("text", ""))
    context = paged(request, found) | {"form": form, "narrowed": any(wanted.values())}
    return render(request, "outbox/list.html", context)


@in_the_demo
def message(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(written(), pk=pk)
    return render(request, "outbox/message.html", {"message": row, "mail": read(row)})


@in_the_demo
def html(request: HttpRequest, pk: int) -> HttpResponse:
    content = read(get_object_or_404(written(), pk=pk)).html
    if content is None:
        raise Http404
    return locked_up(HttpResponse(content))


@in_the_demo
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    files = read(get_object_or_404(written(), pk=pk)).attachments
    if number >= len(files):
        raise Http404
    file = files[number]
    response = HttpResponse(file.content, content_type=file.mimetype)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    return locked_up(response)


def locked_up(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = LOCKED_UP
    return response
