"""With STAFF_TWO_FACTOR on, a stolen password opens no staff page: whoever has a desk takes a second step."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.accounts import demo
from shop.accounts.actions import give_role
from shop.accounts.roles import ADMINISTRATOR, CAFE_STAFF, MARKETING, OPERATIONS, SALES
from tests.factories import CafeFactory, UserFactory
from tests.shop.accounts.doors import is_in
from tests.shop.accounts.test_sign_in import sign_in
from tests.testbed.second_step import code

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/totp/activate/"
WHY = "signs in with two steps"


@pytest.fixture
def second_step_is_asked_for(settings):
    settings.STAFF_TWO_FACTOR = True


def worker(role):
    user = UserFactory()
    give_role(user=user, role=role, cafe=CafeFactory().partner if role is CAFE_STAFF else None)
    return user


def signed_in(user) -> Client:
    client = Client()
    sign_in(client, user.email)
    assert is_in(client)
    return client


def led_to(answer) -> tuple[str, str]:
    """The page, and the page it goes on to."""
    assert answer.status_code == 302
    way = urlsplit(answer["Location"])
    return way.path, parse_qs(way.query)["next"][0]


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (ADMINISTRATOR, "/django-admin/"),
        (OPERATIONS, "/dashboard/orders/?status=Pending"),
        (SALES, "/dashboard/users/"),
        (CAFE_STAFF, "/dashboard/"),
        (MARKETING, "/cms/images/"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_staff_without_it_are_led_to_set_it_up(role, page, second_step_is_asked_for):
    answer = signed_in(worker(role)).get(page)
    assert led_to(answer) == (SET_UP, page)


@pytest.mark.parametrize("area", ["/dashboard/users/", "/cms/pages/1/edit/", "/django-admin/accounts/user/"])
def test_what_they_post_before_it_is_not_done(area, second_step_is_asked_for):
    victim = UserFactory()
    client = signed_in(worker(ADMINISTRATOR))
    answer = client.post(area, {"action": "make_inactive", "selected_user": [victim.pk]})
    assert led_to(answer) == (SET_UP, f"/{area.split('/')[1]}/")
    victim.refresh_from_db()
    assert victim.is_active


@pytest.mark.parametrize("role", [OPERATIONS, CAFE_STAFF, MARKETING], ids=lambda role: role.name)
def test_the_customers_pages_stay_open_to_them(role, second_step_is_asked_for):
    client = signed_in(worker(role))
    for page in ("/", "/account/", "/basket/", "/accounts/2fa/", "/accounts/sessions/"):
        assert client.get(page).status_code == 200


def test_customers_and_strangers_are_answered_as_ever(second_step_is_asked_for, ada):
    assert signed_in(ada).get("/dashboard/", follow=True).status_code == 403
    assert urlsplit(Client().get("/dashboard/", follow=True).request["PATH_INFO"]).path == "/accounts/login/"


def test_who_signs_in_with_the_code_goes_straight_in(second_step_is_asked_for):
    user = worker(OPERATIONS)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client = Client()
    sign_in(client, user.email, next="/dashboard/orders/")
    answer = client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert answer["Location"] == "/dashboard/orders/"
    assert client.get("/dashboard/orders/").status_code == 200


def test_a_session_from_before_gives_the_code_first(second_step_is_asked_for):
    """Else whoever stole the password, and could do nothing with it, would be let in by the owner's setting it up."""
    user = worker(OPERATIONS)
    thief = signed_in(user)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    answer = thief.get("/dashboard/orders/")
    assert led_to(answer) == ("/accounts/2fa/reauthenticate/", "/dashboard/orders/")
    assert WHY in thief.get(answer["Location"]).content.decode()
    again = thief.post(answer["Location"], {"code": "000000"})
    assert again.status_code == 200
    assert thief.get("/dashboard/orders/").status_code == 302
    owner = thief.post(answer["Location"], {"code": code(secret), "next": "/dashboard/orders/"})
    assert owner["Location"] == "/dashboard/orders/"
    assert thief.get("/dashboard/orders/").status_code == 200


def queries_for(client: Client, page: str) -> list[str]:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in asked]


def test_it_asks_the_database_once_on_staff_pages_and_never_on_others(settings):
    user = worker(CAFE_STAFF)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client = Client()
    sign_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    pages = {"/dashboard/orders/": 1, "/account/": 0, "/basket/": 0}
    before = {page: len(queries_for(client, page)) for page in pages}
    settings.STAFF_TWO_FACTOR = True
    assert {page: len(queries_for(client, page)) - before[page] for page in pages} == pages


def test_the_demo_signs_in_as_ever(settings):
    assert settings.STAFF_TWO_FACTOR is False
    for person in demo.PEOPLE:
        if person.role:
            client = signed_in(worker(person.role))
            assert client.get("/account/").status_code == 200
            assert client.get(client.get("/account/").context["desks"][0].url).status_code == 200
