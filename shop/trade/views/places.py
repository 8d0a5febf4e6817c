"""Where deliveries go: the list, a place, and what happens to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from shop import exports
from shop.accounts.roles import CHANGE_LOCATIONS, SEE_LOCATIONS
from shop.paging import paged
from shop.refusals import Refusal
from shop.trade import queries
from shop.trade.actions import places
from shop.trade.current import member_who_may
from shop.trade.forms.places import LocationForm, PlacesFilter, WindowsFormSet, rows_of
from shop.trade.models import Location, Member
from shop.trade.windows import Window, windows_in_words

COLUMNS = (
    "Name", "Address", "Second line", "Town", "Postcode", "Country",
    "Who takes it in", "Telephone", "Access notes", "Somebody is there", "Default", "Archived",
)  # fmt: skip


@member_who_may(SEE_LOCATIONS)
def locations(request: HttpRequest, member: Member) -> HttpResponseBase:
    narrowed = PlacesFilter(request.GET)
    found = queries.locations(member.account, **narrowed.wanted())
    if kind := exports.asked_for(request):
        rows = (_row(each) for each in found)
        return exports.answer(name=f"{member.account} delivery places", columns=COLUMNS, rows=rows, kind=kind)
    context = paged(request, found) | {
        "member": member,
        "filter": narrowed,
        "is_narrowed": any(narrowed.wanted().values()),
    }
    return render(request, "trade/locations/list.html", context)


def _row(place: Location) -> tuple:
    when = windows_in_words(_windows(place))
    address = (place.line1, place.line2, place.town, place.postcode, place.get_country_code_display())
    contact = (place.contact, place.phone, place.access_notes)
    return (place.name, *address, *contact, when, place.is_default, place.archived_at is not None)


def _windows(place: Location) -> list[Window]:
    return [Window(row.weekday, row.opens, row.closes) for row in place.windows.all()] if place.pk else []


@member_who_may(CHANGE_LOCATIONS)
def location_add(request: HttpRequest, member: Member) -> HttpResponse:
    return _edited(request, member, Location(account=member.account, country_code=member.account.country_code))


@member_who_may(CHANGE_LOCATIONS)
def location(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _edited(request, member, get_object_or_404(queries.all_locations(member.account), pk=pk))


def _edited(request: HttpRequest, member: Member, place: Location) -> HttpResponse:
    is_new = place.pk is None
    name = place.name
    form = LocationForm(request.POST or None, instance=place)
    formset = WindowsFormSet(request.POST) if request.POST else WindowsFormSet(initial=rows_of(_windows(place)))
    if request.POST and form.is_valid() and formset.is_valid():
        typed = {"location": form.save(commit=False), "windows": list(formset.windows()), "by": member.user}
        saved = places.add(**typed) if is_new else places.change(**typed, changed=form.changed_data)
        messages.success(request, f"Saved: {saved.name}.")
        return redirect("customer:locations")
    context = {"member": member, "place": place, "name": name, "is_new": is_new, "form": form, "formset": formset}
    return render(request, "trade/locations/edit.html", context)


@require_POST
@member_who_may(CHANGE_LOCATIONS)
def location_default(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _done(
        request,
        member,
        pk,
        lambda place: places.make_default(location=place, by=member.user),
        "Deliveries go to {} from now on, unless an order says otherwise.",
    )


@require_POST
@member_who_may(CHANGE_LOCATIONS)
def location_archive(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _done(
        request,
        member,
        pk,
        lambda place: places.archive(location=place, by=member.user, now=timezone.now()),
        "{} is archived. You can bring it back.",
    )


@require_POST
@member_who_may(CHANGE_LOCATIONS)
def location_back(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    return _done(
        request, member, pk, lambda place: places.bring_back(location=place, by=member.user), "{} is back in the list."
    )


def _done(
    request: HttpRequest, member: Member, pk: int, what: Callable[[Location], object], words: str
) -> HttpResponse:
    place = get_object_or_404(queries.all_locations(member.account), pk=pk)
    try:
        what(place)
    except Refusal as refusal:
        messages.error(request, f"{place.name}: {refusal}")
    else:
        messages.success(request, words.format(place.name))
    return redirect("customer:locations")
