"""Where a person may work."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import F
from django.urls import reverse

from shop.accounts.models import User
from shop.accounts.roles import ADMINISTRATOR, CMS, DASHBOARD, ROLES, TABLES


@dataclass(frozen=True)
class Desk:
    name: str
    about: str
    page: str
    opens_to: Callable[[User], bool]

    @property
    def url(self) -> str:
        return reverse(self.page)


DESKS = (
    Desk(
        "Dashboard",
        "Orders, goods and customers.",
        "dashboard:index",
        lambda user: user.is_staff or user.has_perm(DASHBOARD),
    ),
    Desk("Pages and pictures", "The website and its news.", "wagtailadmin_home", lambda user: user.has_perm(CMS)),
    Desk(
        "Tables",
        "Every record, for administrators.",
        "admin:index",
        lambda user: user.is_staff and user.has_perm(TABLES),
    ),
)


def desks(user: User) -> list[Desk]:
    """The staff areas that open to this person, their own desk first."""
    return [desk for desk in DESKS if desk.opens_to(user)]


def has_a_desk(user: User) -> bool:
    return any(desk.opens_to(user) for desk in DESKS)


def desk_at(path: str) -> Desk | None:
    """The staff area that an address belongs to."""
    return next((desk for desk in DESKS if path.startswith(desk.url)), None)


PARTS = {
    "accounts": "People who sign in",
    "applying": "Applications for a trade account",
    "cafes": "Cafés, their hours and areas",
    "catalogue": "Goods and categories",
    "desk": "Notes and papers about accounts",
    "goods": "Goods and categories",
    "home": "The website",
    "order": "Orders",
    "partner": "Stock, and who sells what",
    "payments": "Payments",
    "pricing": "Prices and VAT",
    "rounds": "Rounds",
    "taking": "Orders on the phone",
    "trade": "Trade accounts",
    "updates": "Who waits for what",
    "wagtailadmin": "The website",
    "wagtailredirects": "The website",
}
VERBS = {"view": "see", "add": "add", "change": "change", "delete": "delete"}
DOORS = {DASHBOARD: "their own café's in the dashboard", CMS: "work in the CMS"}


def what_roles_may() -> list[tuple[str, list[str]]]:
    """The parts of the house, each with what every role may do there. Administrators may do everything."""
    limited = [role.name for role in ROLES if role != ADMINISTRATOR]
    granted = Permission.objects.filter(group__name__in=limited).annotate(role=F("group__name"))
    parts: dict[str, dict[str, set[str]]] = {}
    for permission in granted.select_related("content_type"):
        about = permission.content_type
        part = PARTS.get(about.app_label) or str(apps.get_app_config(about.app_label).verbose_name)
        parts.setdefault(part, {}).setdefault(permission.role, set()).add(_in_words(permission))
    everything = {ADMINISTRATOR.name: {"everything"}}
    return [
        (part, [", ".join(sorted((may | everything).get(role.name, ()), key=_place)) for role in ROLES])
        for part, may in sorted(parts.items())
    ]


def _in_words(permission: Permission) -> str:
    """ "see", or for what is no plain verb its own words: "merge trade accounts"."""
    about = permission.content_type
    if door := DOORS.get(f"{about.app_label}.{permission.codename}"):
        return door
    verb = permission.codename.removesuffix(f"_{about.model}")
    own = permission.name.removeprefix("Can ")
    return VERBS.get(verb) or f"{own[:1].lower()}{own[1:]}"


def _place(word: str) -> tuple[int, str]:
    """Looking before changing, changing before deleting, and after them what has words of its own."""
    return (list(VERBS.values()).index(word) if word in VERBS.values() else len(VERBS), word)
