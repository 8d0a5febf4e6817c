"""Staff keep a café's profile, week and special days. Everyone else is refused (403), or finds no such café (404)."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from shop.cafes import actions, queries
from shop.cafes.forms import (
    ProfileForm,
    SpecialDaysFormSet,
    WeekFormSet,
    rows_of_special_days,
    rows_of_week,
)
from shop.cafes.models import Cafe


def for_staff(view):
    """Hands the view the partners that the person at the screen may edit."""

    @login_required
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not queries.may_edit_some(request.user):
            raise PermissionDenied
        return view(request, queries.editable_partners(user=request.user), *args, **kwargs)

    return checked


def of_one_cafe(view):
    @for_staff
    @wraps(view)
    def found(request, partners, code):
        return view(request, get_object_or_404(Cafe, partner__in=partners, partner__code=code))

    return found


@for_staff
def cafe_list(request, partners):
    return render(request, "cafes/dashboard/list.html", {"partners": partners})


@for_staff
def profile(request, partners, code):
    partner = get_object_or_404(partners, code=code)
    cafe = getattr(partner, "cafe", None) or Cafe(partner=partner, slug=partner.code)
    form = ProfileForm(request.POST or None, instance=cafe)
    if form.is_valid():
        changed = [str(form.fields[name].label).lower() for name in form.changed_data]
        actions.save_profile(cafe=form.save(commit=False), changed=changed, by=request.user)
        return _saved(request, "cafe-profile", cafe)
    return _page(request, "profile", cafe, form=form)


@of_one_cafe
def week(request, cafe):
    formset = WeekFormSet(request.POST) if request.POST else WeekFormSet(initial=rows_of_week(cafe.hours.week))
    if formset.is_valid():
        actions.set_week(cafe=cafe, openings=list(formset.openings()), by=request.user)
        return _saved(request, "cafe-week", cafe)
    return _page(request, "week", cafe, formset=formset)


@of_one_cafe
def special_days(request, cafe):
    today = timezone.localdate(timezone=ZoneInfo(cafe.time_zone))
    if request.POST:
        formset = SpecialDaysFormSet(request.POST, since=today)
    else:
        rows = rows_of_special_days(cafe.hours.special_days, since=today)
        formset = SpecialDaysFormSet(initial=rows, since=today)
    if formset.is_valid():
        actions.set_special_days(cafe=cafe, days=formset.special_days(), since=today, by=request.user)
        return _saved(request, "cafe-special-days", cafe)
    return _page(request, "special_days", cafe, formset=formset)


def _saved(request, page: str, cafe: Cafe):
    messages.success(request, f"Saved. Visitors of {cafe.name} see it now.")
    return redirect(f"dashboard:{page}", code=cafe.partner.code)


def _page(request, page: str, cafe: Cafe, **context):
    context |= {"cafe": cafe, "page": page, "changes": queries.recent_changes(cafe) if cafe.pk else []}
    return render(request, f"cafes/dashboard/{page}.html", context)
