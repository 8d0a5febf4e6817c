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


def test_the_limit_of_guesses_is_the_same_for_an_address_that_nobody_has(ada):
    for email in (ada.email, "nobody@example.com"):
        answers = [words(sign_in(Client(), email, "a guess")) for _ in range(7)]
        assert ["Too many failed" in answer for answer in answers] == [False] * 5 + [True] * 2


def test_a_reset_answers_alike_and_writes_to_both_but_sends_the_link_to_the_one_only(ada, mailoutbox):
    first = Client().post("/accounts/password/reset/", {"email": ada.email}, follow=True)
    second = Client().post("/accounts/password/reset/", {"email": "nobody@example.com"}, follow=True)
    assert (first.redirect_chain, words(first)) == (second.redirect_chain, words(second))
    assert [mail.to for mail in mailoutbox] == [[ada.email], ["nobody@example.com"]]
    assert ["/password/reset/key/" in mail.body for mail in mailoutbox] == [True, False]


def test_signing_up_twice_answers_alike_too_whether_the_address_is_new_known_or_not_yet_confirmed(ada):
    asked = [ada.email, ada.email, "bo@example.com", "bo@example.com"]
    answers = [Client().post("/accounts/signup/", {**JOINING, "email": email}, follow=True) for email in asked]
    assert len({(*answer.redirect_chain, words(answer)) for answer in answers}) == 1
    assert User.objects.count() == 2


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


def by_our_code(administrator, user):
    user.is_active = False
    user.save()


def in_the_dashboard(administrator, user):
    administrator.post("/dashboard/users/", {"action": "make_inactive", "selected_user": [user.pk]})


def in_the_cms(administrator, user):
    administrator.post(f"/cms/bulk/accounts/user/set_active_state/?id={user.pk}", {"mark_as_active": "False"})


@pytest.mark.parametrize("shut_out", [by_our_code, in_the_dashboard, in_the_cms], ids=lambda way: way.__name__)
def test_whom_we_shut_out_is_out_at_the_next_page_and_comes_back_only_by_the_door(shut_out, client, ada, staff):
    elsewhere = Client()
    for each in (client, elsewhere):
        sign_in(each, ada.email)
    shut_out(staff("Administrator"), ada)
    assert client.get("/account/").status_code == 302
    again = Client()
    sign_in(again, ada.email)
    assert not is_in(again)
    ada.is_active = True
    ada.save()
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(again, ada.email)["Location"] == "/account/"


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


def test_sign_out_everywhere_ends_this_session_too_and_nobody_else_s(ada):
    here, there, stranger = Client(), Client(), Client()
    for client, email in ((here, ada.email), (there, ada.email), (stranger, UserFactory().email)):
        sign_in(client, email)
    assert 'action="/accounts/sessions/everywhere/"' in here.get("/accounts/sessions/").content.decode()
    assert here.get("/accounts/sessions/everywhere/").status_code == 405
    assert there.get("/account/").status_code == 200
    answer = here.post("/accounts/sessions/everywhere/", follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/"
    assert "You are signed out on every device." in answer.content.decode()
    assert not is_in(here)
    assert there.get("/account/").status_code == 302
    assert stranger.get("/account/").status_code == 200
    assert sign_in(here, ada.email)["Location"] == "/account/"


@pytest.mark.parametrize(
    ("role", "desk"), [("Operations", "/dashboard/"), ("Café staff", "/dashboard/"), ("Marketing", "/cms/")]
)
def test_whose_work_we_took_away_has_no_desk_at_the_next_page(role, desk, staff):
    client = staff(role)
    assert client.get(desk).status_code == 200
    user = client.get("/account/").wsgi_request.user
    user.groups.clear()
    user.is_staff = False
    user.save()
    assert client.get(desk, follow=True).status_code == 403
    assert client.get("/account/").status_code == 200


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
