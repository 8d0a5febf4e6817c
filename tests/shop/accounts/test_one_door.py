"""There is one way in. What once was another leads to it; a new one would be caught here."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client, override_settings
from django.urls import reverse

from shop.accounts.actions import give_role
from shop.accounts.models import User
from shop.accounts.roles import ADMINISTRATOR, CAFE_STAFF, MARKETING, SALES
from tests.factories import PASSWORD, CafeFactory, UserFactory
from tests.shop.accounts.doors import doors, is_in, knock

pytestmark = pytest.mark.django_db

THE_DOOR = "/accounts/login/"
DOORS = doors()
# They ask for a password, or are about one, and let nobody in: why each is no door.
NO_DOORS = {
    "wagtailcore_authenticate_with_password": "a password that a page's readers share",
    "wagtaildocs_authenticate_with_password": "a password that a document's readers share",
    "dashboard:user-password-reset": "staff have a link sent to someone",
}
FORMER = [(name, path) for name, path in DOORS if not path.startswith("/accounts/") and name not in NO_DOORS]


@pytest.fixture
def administrator():
    user = UserFactory()
    give_role(user=user, role=ADMINISTRATOR)
    return user


def test_the_search_for_doors_finds_those_we_know():
    known = {"account_login", "wagtailadmin_login", "admin:login", "customer:login", "dashboard:login"}
    known |= {"wagtailcore_login", "customer:register", "password-reset", "wagtailadmin_password_reset"}
    assert known <= {name for name, _ in DOORS}


@pytest.mark.parametrize(("name", "path"), DOORS, ids=[path for _, path in DOORS])
def test_with_two_steps_on_a_right_password_alone_opens_no_door(name, path, administrator):
    TOTP.activate(administrator, generate_totp_secret())
    client = Client()
    knock(client, path, email=administrator.email, password=PASSWORD)
    assert not is_in(client)
    assert client.get("/django-admin/").status_code == 302
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(("name", "path"), FORMER, ids=[path for _, path in FORMER])
def test_a_former_door_lets_nobody_in_and_leads_to_the_one_door_with_the_page_that_was_asked_for(
    name, path, administrator
):
    client = Client()
    answer = knock(client, f"{path}?next=/account/orders/", email=administrator.email, password=PASSWORD)
    assert not is_in(client)
    assert answer.status_code == 302
    leads_to = urlsplit(answer["Location"])
    assert leads_to.path.startswith("/accounts/")
    assert parse_qs(leads_to.query) == {"next": ["/account/orders/"]}


def test_the_one_door_lets_in(administrator):
    client = Client()
    knock(client, THE_DOOR, email=administrator.email, password=PASSWORD)
    assert is_in(client)


@override_settings(
    ROOT_URLCONF="tests.shop.accounts.stock_urls",
    AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"],
)
@pytest.mark.parametrize("path", ["/stock/django/", "/stock/wagtail/", "/stock/admin/"])
def test_control_the_same_knock_opens_the_doors_as_packages_ship_them_two_steps_or_not(path, administrator):
    TOTP.activate(administrator, generate_totp_secret())
    client = Client()
    knock(client, path, email=administrator.email, password=PASSWORD)
    assert is_in(client)


@pytest.mark.parametrize("page", ["/cms/", "/cms/pages/", "/django-admin/", "/dashboard/", "/account/"])
def test_a_closed_area_leads_to_the_one_door_and_back(page, administrator):
    client = Client()
    at_the_door = client.get(page, follow=True)
    assert at_the_door.request["PATH_INFO"] == THE_DOOR
    answer = knock(
        client, THE_DOOR, email=administrator.email, password=PASSWORD, next=at_the_door.context["redirect_field_value"]
    )
    assert answer["Location"] == page


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (MARKETING, "/dashboard/"),
        (MARKETING, "/django-admin/"),
        (SALES, "/cms/"),
        (SALES, "/django-admin/"),
        (CAFE_STAFF, "/cms/"),
        (CAFE_STAFF, "/django-admin/"),
        (None, "/cms/"),
        (None, "/django-admin/"),
        (None, "/dashboard/"),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_whoever_is_signed_in_and_may_not_enter_is_told_so_instead_of_going_round_in_circles(role, page, client):
    user = UserFactory()
    if role:
        give_role(user=user, role=role, cafe=CafeFactory().partner if role is CAFE_STAFF else None)
    client.force_login(user)
    assert client.get(page, follow=True).status_code == 403
    assert client.get(f"{THE_DOOR}?next={page}", follow=True).status_code == 403


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://localhost/",
        "https://testserver.evil.example/",
        "\thttps://evil.example/",
    ],
)
@pytest.mark.parametrize("path", [THE_DOOR, "/account/login/", "/cms/login/", "/dashboard/login/"])
def test_the_way_on_never_leaves_the_site(path, elsewhere, administrator):
    client = Client()
    page = client.get(path, {"next": elsewhere}, follow=True)
    answer = knock(client, THE_DOOR, email=administrator.email, password=PASSWORD, next=elsewhere)
    assert page.status_code == 200
    assert answer["Location"] == reverse("dashboard:index")


def test_signing_out_takes_more_than_a_link(client, ada):
    client.force_login(ada)
    client.get("/accounts/logout/")
    client.get("/account/logout/")
    client.get("/dashboard/logout/")
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_nobody_sets_the_password_of_another(client):
    client.force_login(User.objects.create_superuser("root@example.com", PASSWORD))
    other = UserFactory()
    for path in (
        f"/django-admin/accounts/user/{other.pk}/password/",
        f"/django-admin/accounts/user/{other.pk}/change/",
        f"/cms/users/edit/{other.pk}/",
        "/cms/account/",
    ):
        knock(client, path, email=other.email, password="another good one", first_name="A", last_name="B")
    other.refresh_from_db()
    assert other.check_password(PASSWORD)
    assert User.objects.get(email="root@example.com").check_password(PASSWORD)


def test_the_dashboard_sends_the_same_reset_as_the_one_door(client, administrator, mailoutbox):
    client.force_login(administrator)
    other = UserFactory()
    client.post(f"/dashboard/users/{other.pk}/password-reset/")
    [mail] = mailoutbox
    assert mail.to == [other.email]
    assert "/accounts/password/reset/key/" in mail.body
