"""Where a person may work."""

from dataclasses import dataclass

from django.urls import reverse

from shop.accounts.models import User
from shop.accounts.roles import CMS, DASHBOARD, TABLES


@dataclass(frozen=True)
class Desk:
    name: str
    about: str
    url: str


def desks(user: User) -> list[Desk]:
    """The staff areas that open to this person, their own desk first."""
    found = []
    if user.is_staff or user.has_perm(DASHBOARD):
        found.append(Desk("Dashboard", "Orders, goods and customers.", reverse("dashboard:index")))
    if user.has_perm(CMS):
        found.append(Desk("Pages and pictures", "The website and its news.", reverse("wagtailadmin_home")))
    if user.is_staff and user.has_perm(TABLES):
        found.append(Desk("Tables", "Every record, for administrators.", reverse("admin:index")))
    return found
