"""Applying, one topic a page. Whoever has the link of the mail goes on where they stopped, on any device."""

from dataclasses import dataclass
from functools import wraps

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.applying import domain, keys
from shop.applying.actions import writing
from shop.applying.forms import FORMS, CheckForm, Offered, Read, StartForm, Step, read
from shop.applying.models import Application, Event
from shop.applying.queries import categories
from shop.applying.summary import parts
from shop.cafes.models import Cafe
from shop.cafes.queries import AreaAnswer, area_answer
from shop.postal import country_of_postcode

TRAP = "fax"  # people don't see this field; programs that fill in everything do
TOO_MANY = (
    "Several applications have been begun from here within the hour. What you wrote is still on this page: "
    "send it a little later."
)
PAGES = require_http_methods(["GET", "HEAD", "POST"])


def of_key(view):
    """Hands the view the application of the link, and lets nobody keep the page."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, key: str, **kwargs) -> HttpResponse:
        application = keys.application_of(key)
        if application is None:
            return _unknown(request)
        try:
            response = view(request, application, **kwargs)
        except Application.DoesNotExist:  # thrown away this moment, by a second click or in another tab
            return _unknown(request)
        except domain.AlreadySent as refusal:
            context = {"application": application, "words": str(refusal), "page": keys.page(application, "sent")}
            response = render(request, "applying/closed.html", context, status=409)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return found


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "applying/unknown.html", {"kept": domain.DRAFTS_KEPT.days}, status=404)


@never_cache
@PAGES
def begin(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST if request.method == "POST" else None, initial=_known(request))
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            if request.POST.get(TRAP):
                return redirect("applying:apply")
            if ratelimit.consume(request, action="application"):
                application = writing.start(answers=form.cleaned_data, now=timezone.now())
                return redirect(keys.page(application, "business"))
            form.add_error(None, TOO_MANY)
            status = 429
    context = {"form": form, "step": "start", "title": domain.STEPS["start"], "number": 1, "steps": domain.STEPS}
    return render(request, "applying/begin.html", context, status=status)


def _known(request: HttpRequest) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    return {"contact": request.user.get_full_name(), "email": request.user.email}


@of_key
@PAGES
def step(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    if step not in domain.STEPS:
        raise Http404
    if not domain.may_change(application.status):
        if request.method == "POST":
            raise domain.AlreadySent(application.status)
        return redirect(keys.page(application, "sent"))
    if step == "check":
        return check(request, application)
    return one_topic(request, application, step)


def one_topic(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    kind, seen = FORMS[step], look(application)
    if request.method != "POST":
        # From the check page, whoever comes to mend something sees what is wrong.
        again = "again" in request.GET
        form = seen.whole.forms[step] if again else kind(application=application, offered=seen.offered)
        return _page(request, step, form, seen)
    form = kind(request.POST, application=application, offered=seen.offered)
    now = timezone.now()
    application = writing.keep(application=application, answers=form.typed(), now=now)
    if "later" in request.POST:
        return _saved_for_later(application)
    if not form.is_valid():
        return _page(request, step, form, look(application), status=422)
    if step == "start" and form.cleaned_data["email"].casefold() != application.email.casefold():
        if not ratelimit.consume(request, action="application"):
            form.add_error("email", TOO_MANY)
            return _page(request, step, form, look(application), status=429)
        writing.change_address(application=application, email=form.cleaned_data["email"], now=now)
    return redirect(keys.page(application, "check" if "again" in request.GET else domain.next_step(step)))


def check(request: HttpRequest, application: Application) -> HttpResponse:
    if request.method != "POST":
        return _check_page(request, CheckForm(application=application), look(application))
    form = CheckForm(request.POST, application=application)
    now = timezone.now()
    application = writing.keep(application=application, answers=form.typed(), now=now)
    if "later" in request.POST:
        return _saved_for_later(application)
    seen = look(application)
    if not form.is_valid() or not seen.whole.is_complete:
        return _check_page(request, form, seen, status=422)
    answers = {**seen.whole.answers, "answer": form.cleaned_data.get("answer", "")}
    writing.send(application=application, answers=answers, cafe=seen.cafe, now=now)
    return redirect(keys.page(application, "sent"))


@of_key
@require_safe
def sent(request: HttpRequest, application: Application) -> HttpResponse:
    """How it stands, at any time after it was sent."""
    if application.status == domain.DRAFT:
        return redirect(keys.page(application, "check"))
    said = [Event.What.SENT, Event.What.ASKED, Event.What.ANSWERED, Event.What.APPROVED, Event.What.DECLINED]
    context = {
        "application": application,
        "key": keys.key_of(application),
        "page": keys.page(application, "check"),
        "events": application.events.filter(what__in=[*said, Event.What.WITHDRAWN]),
        "parts": parts(application),
        "undecided": domain.may_decide(application.status),
    }
    return render(request, "applying/sent.html", context)


@of_key
@require_safe
def later(request: HttpRequest, application: Application) -> HttpResponse:
    if not domain.may_change(application.status):
        return redirect(keys.page(application, "sent"))
    context = {"application": application, "page": keys.page(application, "check"), "kept": domain.DRAFTS_KEPT.days}
    return render(request, "applying/later.html", context)


@of_key
@require_POST
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    was_draft = application.status == domain.DRAFT
    writing.withdraw(application=application, now=timezone.now())
    if was_draft:
        return render(request, "applying/thrown_away.html")
    return redirect(keys.page(application, "sent"))


@dataclass(frozen=True)
class Seen:
    """An application as every page of it shows it: what is right and wrong, and whether we deliver there."""

    application: Application
    area: AreaAnswer | None
    offered: Offered
    whole: Read

    @property
    def cafe(self) -> Cafe | None:
        """Whose it is: who delivers there, else who was chosen to collect from."""
        if self.area is None:
            return None
        chosen = [cafe for cafe in self.area.others if cafe.name == self.application.collects_at]
        return next(iter(self.area.delivering or chosen), None)


def look(application: Application) -> Seen:
    area = None
    if country_of_postcode(application.postcode):
        area = area_answer(postcode=application.postcode, now=timezone.now(), with_hours=False)
    counters = [cafe.name for cafe in area.others] if area and not area.delivering else []
    offered = Offered(shelves=categories(), counters=counters)
    return Seen(application, area, offered, read(application, offered=offered))


def _page(request: HttpRequest, step: str, form: Step, seen: Seen, *, status: int = 200) -> HttpResponse:
    return render(request, f"applying/{step}.html", {"form": form, **_frame(step, seen)}, status=status)


def _check_page(request: HttpRequest, form: CheckForm, seen: Seen, *, status: int = 200) -> HttpResponse:
    application = seen.application
    faults = [
        (domain.STEPS[step], label, words, f"{keys.page(application, step)}?again=yes#id_{name}")
        for step, name, label, words in seen.whole.faults()
    ]
    changing = [(each, f"{keys.page(application, each.step)}?again=yes") for each in parts(application)]
    context = {
        "form": form,
        "faults": faults,
        "changing": changing,
        "kept": domain.DRAFTS_KEPT.days,
        **_frame("check", seen),
    }
    return render(request, "applying/check.html", context, status=status)


def _frame(step: str, seen: Seen) -> dict[str, object]:
    application = seen.application
    steps = [
        (slug, title, keys.page(application, slug), "open" if slug == "check" else seen.whole.state(slug))
        for slug, title in domain.STEPS.items()
    ]
    asked = None
    if application.status == domain.ASKED:
        asked = application.events.filter(what=Event.What.ASKED).last()
    return {
        "application": application,
        "key": keys.key_of(application),
        "step": step,
        "title": domain.STEPS[step],
        "number": list(domain.STEPS).index(step) + 1,
        "steps": steps,
        "area": seen.area,
        "asked": asked,
    }


def _saved_for_later(application: Application) -> HttpResponse:
    writing.remind(application=application)
    return redirect("applying:later", key=keys.key_of(application))
