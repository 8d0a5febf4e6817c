"""Where a person may work."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from shop.accounts.models import User
from shop.accounts.roles import CMS, DASHBOARD, TABLES


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
