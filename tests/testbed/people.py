"""Who visits: the demo's people, by their role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from shop.accounts import roles
from shop.accounts.demo import BUYER, PEOPLE, SECOND_BUYER

STAFF = {
    "operations": roles.OPERATIONS,
    "sales": roles.SALES,
    "café staff": roles.CAFE_STAFF,
    "marketing": roles.MARKETING,
    "administrator": roles.ADMINISTRATOR,
}
EMAILS = {
    "buyer": BUYER.email,
    "second buyer": SECOND_BUYER.email,
    **{name: next(person.email for person in PEOPLE if person.role == role) for name, role in STAFF.items()},
}
ROLES = ["visitor", *EMAILS]


def person(role: str) -> AbstractBaseUser | None:
    """Nobody for a visitor."""
    return get_user_model().objects.get(email=EMAILS[role]) if role in EMAILS else None
