"""Who visits: the demo's people, by their role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from shop.accounts import roles
from shop.accounts.demo import ARTHUR, BEA, BUYER, HOLLY, PEOPLE, SECOND_BUYER


def of_the_house(role: roles.Role, number: int = 0) -> str:
    return [person.email for person in PEOPLE if person.role == role][number]


EMAILS = {
    "buyer": BUYER.email,
    "approver": ARTHUR.email,
    "bookkeeper": BEA.email,
    "owner": HOLLY.email,
    "rival": SECOND_BUYER.email,  # the owner of another account
    "operations": of_the_house(roles.OPERATIONS),
    "sales": of_the_house(roles.SALES),
    "café staff": of_the_house(roles.CAFE_STAFF),
    "café staff of another café": of_the_house(roles.CAFE_STAFF, 1),
    "marketing": of_the_house(roles.MARKETING),
    "administrator": of_the_house(roles.ADMINISTRATOR),
}
ROLES = ["visitor", *EMAILS]


def person(role: str) -> AbstractBaseUser | None:
    """Nobody for a visitor."""
    return get_user_model().objects.get(email=EMAILS[role]) if role in EMAILS else None
