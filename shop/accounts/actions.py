"""Bringing people in and giving them their work."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db import transaction

from shop.accounts.models import User, end_sessions, know_address
from shop.accounts.roles import CAFE_STAFF, DASHBOARD, ROLES, Role
from shop.refusals import Refusal


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


@transaction.atomic
def join_cafe(*, email: str, cafe, by: User) -> User:
    """Somebody who can sign in becomes staff of a café, also of a further one. Their password stays theirs."""
    known = User.objects.select_for_update(of=("self",)).filter(is_active=True)
    user = known.filter(email__iexact=email, emailaddress__email__iexact=email, emailaddress__verified=True).first()
    if user is None:
        raise Refusal("Nobody has confirmed this address here. Ask them to sign up first, then add them.")
    others = [role.name for role in ROLES if role != CAFE_STAFF]
    if user.is_superuser or user.is_staff or user.groups.filter(name__in=others).exists():
        raise Refusal(f"{user} has other work in the house already, so can't be put on one café's list.")
    if cafe.users.filter(pk=user.pk).exists():
        raise Refusal(f"{user} works here already.")
    user.groups.add(Group.objects.get(name=CAFE_STAFF.name))
    cafe.users.add(user)
    _trace(user, by, f"Joined {cafe}.")
    return user


@transaction.atomic
def leave_cafe(*, user: User, cafe, by: User) -> None:
    """Whoever works at no café any more is no café staff any more."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    cafe.users.remove(user)
    if not user.partners.exists():  # type: ignore[attr-defined]
        user.groups.remove(Group.objects.get(name=CAFE_STAFF.name))
        user.user_permissions.remove(*user.user_permissions.filter(codename=DASHBOARD.split(".")[1]))
    _trace(user, by, f"Left {cafe}.")


@transaction.atomic
def sign_out_everywhere(*, user: User) -> None:
    """On this device too."""
    end_sessions([user])


def _trace(user: User, by: User, what: str) -> None:
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, change_message=what, single_object=True)
