"""People and their addresses: in the shell, in Django's tables, in the CMS and in the dashboard."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from shop.accounts import demo
from shop.accounts.actions import add_person, give_role
from shop.accounts.domain import device
from shop.accounts.models import User
from shop.accounts.roles import CAFE_STAFF, OPERATIONS, SALES
from tests.factories import PASSWORD, CafeFactory, OrderFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(User.objects.create_superuser("root@example.com", PASSWORD))
    return client


def test_an_address_belongs_to_one_person_however_it_is_spelt():
    first = User.objects.create_user("Ada@Example.com")
    assert User.objects.get_by_natural_key("ADA@example.COM") == first
    with pytest.raises(ValidationError, match="There is someone with this e-mail address"):
        User(email="ADA@EXAMPLE.COM", password="x").full_clean()


def test_a_person_is_called_by_name_else_by_address():
    assert str(User(email="ada@example.com", first_name="Ada", last_name="Hartley")) == "Ada Hartley"
    assert str(User(email="ada@example.com")) == "ada@example.com"


def test_createsuperuser_makes_someone_who_can_sign_in_at_once(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email="Root@Example.com", verbosity=0)
    client = Client()
    client.post("/accounts/login/", {"login": "root@example.com", "password": PASSWORD})
    assert client.get("/django-admin/").status_code == 200


def test_someone_added_without_a_password_chooses_one_by_mail(client, mailoutbox):
    add_person(email="new@example.com", first_name="New", last_name="Person")
    client.post("/accounts/password/reset/", {"email": "new@example.com"})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/password/reset/key/" in line)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    answer = client.post("/accounts/login/", {"login": "new@example.com", "password": PASSWORD})
    assert answer["Location"] == "/account/"


def test_the_tables_add_find_and_change_people_without_ever_asking_for_their_password(root):
    page = root.get("/django-admin/accounts/user/add/")
    assert "password" not in page.context["adminform"].form.fields
    root.post("/django-admin/accounts/user/add/", {"email": "Bo@Example.com", "first_name": "Bo", "last_name": "Lee"})
    bo = User.objects.get(email="bo@example.com")
    assert not bo.has_usable_password()
    assert "bo@example.com" in root.get("/django-admin/accounts/user/?q=bo").content.decode()
    root.post(
        f"/django-admin/accounts/user/{bo.pk}/change/",
        {"email": "other@example.com", "first_name": "Bob", "is_active": "on", "is_superuser": "on"},
    )
    bo.refresh_from_db()
    assert (bo.first_name, bo.email, bo.is_superuser) == ("Bob", "bo@example.com", False)


def test_the_cms_adds_and_changes_people_but_makes_no_superuser_and_no_new_address(root):
    assert root.get("/cms/users/").status_code == 200
    assert root.get("/cms/users/new/").status_code == 200
    root.post(
        "/cms/users/new/", {"email": "Bo@Example.com", "first_name": "Bo", "last_name": "Lee", "is_superuser": "on"}
    )
    bo = User.objects.get(email="bo@example.com")
    assert not bo.is_superuser
    assert root.get(f"/cms/users/edit/{bo.pk}/").status_code == 200
    root.post(
        f"/cms/users/edit/{bo.pk}/",
        {
            "email": "other@example.com",
            "first_name": "Bob",
            "last_name": "Lee",
            "is_active": "on",
            "is_superuser": "on",
        },
    )
    bo.refresh_from_db()
    assert (bo.first_name, bo.email, bo.is_superuser) == ("Bob", "bo@example.com", False)


def test_the_dashboard_shows_customers_and_finds_them(root):
    ada = UserFactory(email="ada@example.com")
    UserFactory(email="bo@example.com")
    OrderFactory(user=ada)
    found = root.get("/dashboard/users/?search=&email=ada&name=").content.decode()
    assert "ada@example.com" in found
    assert "bo@example.com" not in found
    assert root.get(f"/dashboard/users/{ada.pk}/").status_code == 200


def test_a_person_has_one_role_and_café_staff_belong_to_their_café():
    user, cafe = UserFactory(), CafeFactory().partner
    give_role(user=user, role=CAFE_STAFF, cafe=cafe)
    assert (list(user.partners.all()), user.is_staff) == ([cafe], False)
    give_role(user=user, role=OPERATIONS)
    assert (list(user.partners.all()), user.is_staff) == ([], True)
    assert [group.name for group in user.groups.all()] == ["Operations"]
    with pytest.raises(ValueError, match="Sales sees all cafés"):
        give_role(user=user, role=SALES, cafe=cafe)


def test_the_sign_in_page_lists_the_demo_s_people_and_one_click_signs_in(client, settings):
    for person in demo.PEOPLE:
        add_person(email=person.email, first_name=person.first_name, last_name=person.last_name, password=demo.PASSWORD)
    settings.DEMO = True
    page = client.get("/accounts/login/").content.decode()
    assert all(person.email in page for person in demo.PEOPLE)
    client.post("/accounts/login/", {"login": demo.BUYER.email, "password": demo.PASSWORD})
    assert demo.BUYER.first_name in client.get("/account/").content.decode()


def test_without_the_demo_nobody_is_listed(client, settings):
    settings.DEMO = False
    page = client.get("/accounts/login/").content.decode()
    assert demo.PASSWORD not in page
    assert not any(person.email in page for person in demo.PEOPLE)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537.36 Edg/126", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile Safari/604", "Safari on an iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko Firefox/127.0", "Firefox on a Mac"),
        ("", "A browser on a device"),
    ],
)
def test_a_device_is_named_as_its_owner_would(user_agent, name):
    assert device(user_agent) == name
