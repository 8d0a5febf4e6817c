"""Somebody for each role, all with the password that the sign-in page shows."""

from django.contrib.auth.hashers import make_password

from shop.accounts.actions import add_person, give_role
from shop.accounts.demo import PASSWORD, PEOPLE
from shop.accounts.models import User
from shop.cafes.models import Cafe


def people(cafes: list[Cafe]) -> list[User]:
    """Café staff work at the café they name, and nobody else at one."""
    password = make_password(PASSWORD)
    partners = {cafe.partner.code: cafe.partner for cafe in cafes}
    found = []
    for person in PEOPLE:
        user = add_person(email=person.email, first_name=person.first_name, last_name=person.last_name)
        user.password = password
        user.save(update_fields=["password"])
        if person.role:
            give_role(user=user, role=person.role, cafe=partners[person.cafe] if person.cafe else None)
        found.append(user)
    return found
