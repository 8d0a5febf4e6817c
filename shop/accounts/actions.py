"""Bringing people in and giving them their work."""

from django.contrib.auth.models import Group
from django.db import transaction

from shop.accounts.models import User, know_address
from shop.accounts.roles import ROLES, Role


@transaction.atomic
def add_person(*, email: str, first_name: str, last_name: str, password: str | None = None) -> User:
    """Someone whose address we know to be theirs. Without a password they choose one by "Forgot your password?"."""
    user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
    know_address(user)
    return user


@transaction.atomic
def give_role(*, user: User, role: Role, cafe=None) -> None:
    """One role a person. `cafe` is the partner that a member of café staff belongs to."""
    if cafe is not None and role.all_cafes:
        raise ValueError(f"{role.name} sees all cafés: name none.")
    user.groups.remove(*Group.objects.filter(name__in=[each.name for each in ROLES]))
    user.groups.add(Group.objects.get(name=role.name))
    user.is_staff = role.all_cafes
    user.save(update_fields=["is_staff"])
    user.partners.set([cafe] if cafe is not None else [])  # type: ignore[attr-defined]
