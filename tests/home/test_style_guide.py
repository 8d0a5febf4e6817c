"""The style guide is for whoever works on the site, and for everybody while it is a demo."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from shop.accounts import roles
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def guide(settings):
    settings.DEMO = False
    return reverse("style_guide")


def test_a_visitor_is_asked_to_sign_in_unless_it_is_a_demo(client, guide, settings):
    assert client.get(guide).url.startswith(reverse("account_login"))
    settings.DEMO = True
    assert client.get(guide).status_code == 200


def test_a_buyer_is_refused(client, guide):
    client.force_login(UserFactory())
    assert client.get(guide).status_code == 403


@pytest.mark.parametrize("role", [roles.MARKETING, roles.OPERATIONS], ids=["marketing", "operations"])
def test_staff_see_every_component(client, guide, role):
    client.force_login(staff(role))
    page = client.get(guide).content.decode()
    for component in ("hero", "product-card", "field--wrong", "message--error", "faq", "gallery", "pager", "swatch"):
        assert component in page


def staff(role):
    person = UserFactory(is_staff=role.all_cafes)
    person.groups.add(Group.objects.get(name=role.name))
    return person
