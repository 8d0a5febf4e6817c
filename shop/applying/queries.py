"""Applications for those who read them. What a person may not see is not found."""

from dataclasses import dataclass

from django.contrib.auth.backends import ModelBackend
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.accounts.roles import DASHBOARD
from shop.applying import domain
from shop.applying.models import Application
from shop.plain import wanted_words
from shop.trade.models import TradeAccount
from shop.trade.queries import accounts_for_staff

MOST_ALIKE = 10


def for_staff(user) -> QuerySet[Application]:
    """What has been sent to us: all of it for who may see all; what falls to a person's own café for its staff."""
    sent = Application.objects.exclude(status=domain.DRAFT).select_related("cafe__partner")
    if user.is_staff and user.has_perm("applying.view_application"):
        return sent
    if not user.is_staff and user.has_perm(DASHBOARD):
        return sent.filter(cafe__partner__users=user)
    return sent.none()


def may_look(user) -> bool:
    return user.has_perm("applying.view_application") if user.is_staff else user.has_perm(DASHBOARD)


def may_decide(user) -> bool:
    return user.is_staff and user.has_perm("applying.decide_application")


def deciders() -> list[User]:
    people = ModelBackend().with_perm("applying.decide_application", include_superusers=False)
    return list(people.filter(is_active=True, is_staff=True).order_by("pk"))


def in_turn(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those that wait for us come first, then those that we wait for; the newest on top."""
    turn = Case(
        When(status=domain.SENT, then=Value(0)),
        When(status=domain.ASKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return applications.order_by(turn, "-sent_at", "-pk")


def found(applications: QuerySet[Application], *, text: str) -> QuerySet[Application]:
    """By what people say on the telephone: name, town, postcode, e-mail address, reference."""
    for word in wanted_words(text):
        matches = Q(name__icontains=word) | Q(contact__icontains=word) | Q(email__icontains=word)
        matches |= Q(town__icontains=word) | Q(postcode__icontains=word)
        number = domain.number_in(word)
        if number is not None:
            matches |= Q(pk=number)
        applications = applications.filter(matches)
    return applications


def counts(applications: QuerySet[Application]) -> dict[str, int]:
    rows = applications.order_by().values_list("status").annotate(number=Count("pk"))
    had = dict(rows)
    return {status: had.get(status, 0) for status in domain.STATUSES if status != domain.DRAFT}


def earlier_draft(email: str) -> Application | None:
    return Application.objects.filter(status=domain.DRAFT, email__iexact=email).order_by("-touched_at").first()


def categories() -> list[str]:
    """What an applicant may tick: the shelves of the shop."""
    shelves = get_model("catalogue", "Category").objects.browsable().filter(depth=1)
    return list(shelves.order_by("path").values_list("name", flat=True))


@dataclass(frozen=True)
class Alike:
    accounts: list[tuple[TradeAccount, str]]
    applications: list[tuple[Application, str]]

    def __bool__(self) -> bool:
        return bool(self.accounts or self.applications)


def alike(application: Application, *, user) -> Alike:
    """Who may be the same business: by e-mail address, VAT number, or postcode and a name that resembles this."""
    same = Q(email__iexact=application.email) if application.email else Q()
    if application.vat_number:
        same |= Q(vat_number=application.vat_number)
    if application.postcode:
        same |= Q(postcode=application.postcode)
    if not same:
        return Alike([], [])
    members = Q(members__user__email__iexact=application.email, members__left_at=None) if application.email else Q()
    accounts = accounts_for_staff(user).filter(same | members).exclude(application=application).distinct()
    others = for_staff(user).filter(same).exclude(pk=application.pk)
    return Alike(
        [(each, why) for each in accounts[: 3 * MOST_ALIKE] if (why := _why(application, each))][:MOST_ALIKE],
        [(each, why) for each in others[: 3 * MOST_ALIKE] if (why := _why(application, each))][:MOST_ALIKE],
    )


def _why(application: Application, other: Application | TradeAccount) -> str:
    reasons = []
    if application.email.casefold() == other.email.casefold():
        reasons.append("same e-mail address")
    if application.vat_number and application.vat_number == other.vat_number:
        reasons.append("same VAT number")
    if application.postcode == other.postcode and domain.alike(application.name, other.name):
        reasons.append("same postcode and a similar name")
    if not reasons and isinstance(other, TradeAccount) and application.postcode != other.postcode:
        reasons.append("the applicant belongs to it")
    return ", ".join(reasons)
