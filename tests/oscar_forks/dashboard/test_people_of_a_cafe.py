"""Somebody comes to work at a café by the address they sign in with; nobody sets another's password or rank."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import NoReverseMatch, reverse

from shop.accounts import roles
from shop.accounts.actions import give_role
from tests.factories import PASSWORD, CafeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe():
    return CafeFactory(name="Early Loaf")


@pytest.fixture
def ann(client):
    ann = UserFactory(first_name="Ann")
    give_role(user=ann, role=roles.ADMINISTRATOR)
    client.force_login(ann)
    return ann


def add(client, cafe, email):
    return client.post(reverse("dashboard:partner-person-add", args=[cafe.partner.pk]), {"email": email})


def test_who_is_added_sees_this_cafe_and_keeps_their_password(client, cafe, ann):
    cleo = UserFactory(email="cleo@example.com")
    add(client, cafe, "CLEO@example.com")
    cleo.refresh_from_db()
    assert list(cleo.partners.all()) == [cafe.partner]
    assert cleo.has_perm(roles.DASHBOARD)
    assert not cleo.is_staff
    assert cleo.check_password(PASSWORD)
    assert LogEntry.objects.get().user == ann


def test_the_page_says_why_somebody_can_not_be_added_and_keeps_what_was_typed(client, cafe, ann):
    UserFactory(email="unconfirmed@example.com", verified=False)
    UserFactory(email="gone@example.com", is_active=False)
    olive = UserFactory(email="olive@example.com")
    give_role(user=olive, role=roles.OPERATIONS)
    for email in ("nobody@example.com", "unconfirmed@example.com", "gone@example.com"):
        page = add(client, cafe, email).content.decode()
        assert "Ask them to sign up first" in page
        assert email in page
    assert "has other work in the house already" in add(client, cafe, "olive@example.com").content.decode()
    assert not cafe.partner.users.exists()


def test_who_leaves_their_last_cafe_leaves_the_dashboard(client, cafe, ann):
    cleo, other = UserFactory(email="cleo@example.com"), CafeFactory()
    for each in (cafe, other):
        add(client, each, cleo.email)
    leave = [reverse("dashboard:partner-user-unlink", args=[each.partner.pk, cleo.pk]) for each in (cafe, other)]
    assert client.get(leave[0]).status_code == 405
    client.post(leave[0])
    assert type(cleo).objects.get(pk=cleo.pk).has_perm(roles.DASHBOARD)
    answer = client.post(leave[1])
    assert "no longer works at" in [str(message) for message in get_messages(answer.wsgi_request)][-1]
    assert not type(cleo).objects.get(pk=cleo.pk).has_perm(roles.DASHBOARD)


@pytest.mark.parametrize("role", [roles.OPERATIONS, roles.SALES, roles.CAFE_STAFF], ids=lambda role: role.name)
def test_only_an_administrator_puts_people_on_a_cafes_list(client, cafe, role):
    user = UserFactory()
    give_role(user=user, role=role, cafe=cafe.partner if role is roles.CAFE_STAFF else None)
    client.force_login(user)
    assert add(client, cafe, UserFactory().email).status_code == 403
    assert client.post(reverse("dashboard:partner-user-unlink", args=[cafe.partner.pk, user.pk])).status_code == 403


@pytest.mark.parametrize("name", ["create", "update", "select", "link"])
def test_oscars_screens_that_made_people_and_set_passwords_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"dashboard:partner-user-{name}", args=[1, 1] if name in {"update", "link"} else [1])
