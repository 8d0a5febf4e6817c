"""Signing in and up, and where one comes out."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.accounts.models import User
from tests.factories import PASSWORD, UserFactory
from tests.shop.accounts.doors import is_in

pytestmark = pytest.mark.django_db
JOINING = {"first_name": "Bo", "last_name": "Lee", "password1": PASSWORD, "password2": PASSWORD}


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post("/accounts/login/", {"login": email, "password": password, **extra})


def words(answer) -> str:
    """A page without what differs on each: tokens, ids, and the address typed in."""
    text = re.sub(r'value="[^"]*"|\S+@example.com', "", answer.content.decode())
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("role", "desk"),
    [
        ("Administrator", "/dashboard/"),
        ("Operations", "/dashboard/"),
        ("Sales", "/dashboard/"),
        ("Café staff", "/dashboard/"),
        ("Marketing", "/cms/"),
    ],
)
def test_staff_come_out_at_their_desk_unless_they_asked_for_a_page(role, desk, staff):
    user = staff(role).get("/account/").wsgi_request.user
    assert sign_in(Client(), user.email)["Location"] == desk
    assert sign_in(Client(), user.email, next="/basket/")["Location"] == "/basket/"
    assert Client().get(desk).status_code == 302
    inside = Client()
    sign_in(inside, user.email)
    assert inside.get(desk).status_code == 200


def test_customers_come_out_at_their_account(client, ada):
    assert sign_in(client, "ADA@example.com")["Location"] == "/account/"


def test_without_the_tick_one_is_signed_in_until_the_browser_closes(client, ada):
    sign_in(client, ada.email)
    assert client.session.get_expire_at_browser_close()
    other = Client()
    sign_in(other, ada.email, remember="on")
    assert not other.session.get_expire_at_browser_close()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ada):
    known, unknown = Client(), Client()
    first, second = sign_in(known, ada.email, "not it at all"), sign_in(unknown, "nobody@example.com", "not it at all")
    assert (first.status_code, words(first)) == (second.status_code, words(second))
    assert "not correct" in words(first)
    assert not is_in(known)


def test_a_reset_answers_alike_and_writes_to_both_but_sends_the_link_to_the_one_only(ada, mailoutbox):
    first = Client().post("/accounts/password/reset/", {"email": ada.email}, follow=True)
    second = Client().post("/accounts/password/reset/", {"email": "nobody@example.com"}, follow=True)
    assert (first.redirect_chain, words(first)) == (second.redirect_chain, words(second))
    assert [mail.to for mail in mailoutbox] == [[ada.email], ["nobody@example.com"]]
    assert ["/password/reset/key/" in mail.body for mail in mailoutbox] == [True, False]


def test_a_sign_up_answers_alike_and_tells_the_owner_of_a_known_address(ada, mailoutbox):
    first = Client().post("/accounts/signup/", {**JOINING, "email": "bo@example.com"}, follow=True)
    second = Client().post("/accounts/signup/", {**JOINING, "email": "ADA@example.com"}, follow=True)
    assert (first.redirect_chain, words(first)) == (second.redirect_chain, words(second))
    assert [mail.to for mail in mailoutbox] == [["bo@example.com"], [ada.email]]
    assert "already exists" in mailoutbox[1].body
    assert User.objects.count() == 2
    ada.refresh_from_db()
    assert ada.first_name == "Ada"


def test_nobody_signs_in_before_the_address_is_confirmed(client, mailoutbox):
    client.post("/accounts/signup/", {**JOINING, "email": "bo@example.com"})
    sign_in(client, "bo@example.com")
    assert not is_in(client)
    link = next(line for line in mailoutbox[0].body.split() if "/confirm-email/" in line)
    client.get(link)
    sign_in(Client(), "bo@example.com")
    assert not is_in(client)
    client.post(link)
    newcomer = Client()
    assert sign_in(newcomer, "bo@example.com")["Location"] == "/account/"
    assert newcomer.get("/account/").context["user"].get_full_name() == "Bo Lee"


def test_whom_we_shut_out_is_out_at_the_next_page_and_cannot_come_back(client, ada):
    sign_in(client, ada.email)
    ada.is_active = False
    ada.save()
    assert client.get("/account/").status_code == 302
    again = Client()
    sign_in(again, ada.email)
    assert not is_in(again)


def test_sign_out_everywhere_else(ada):
    here, there = Client(headers={"user-agent": "Firefox on Linux"}), Client()
    sign_in(here, ada.email)
    sign_in(there, ada.email)
    stranger = Client()
    sign_in(stranger, UserFactory().email)
    assert "Firefox on Linux" in here.get("/accounts/sessions/").content.decode()
    here.post("/accounts/sessions/")
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert stranger.get("/account/").status_code == 200


def test_a_page_that_is_only_looked_at_writes_nothing(client, ada):
    sign_in(client, ada.email)
    client.get("/account/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/account/")
    assert len(queries) > 0
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_who_asks_for_many_resets_is_asked_for_patience(client, ada, mailoutbox):
    answers = [client.post("/accounts/password/reset/", {"email": f"{n}@example.com"}) for n in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "A little patience" in answers[-1].content.decode()
    assert len(mailoutbox) == 20
