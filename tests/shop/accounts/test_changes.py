"""Changing how one signs in: the password, the address, the second step."""

import time

import pytest
from allauth.account.internal.flows import reauthentication
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.factories import PASSWORD
from tests.shop.accounts.doors import is_in
from tests.shop.accounts.test_sign_in import sign_in
from tests.testbed.second_step import code

pytestmark = pytest.mark.django_db
NEW = "an even better staple"


@pytest.fixture
def here(ada):
    client = Client()
    sign_in(client, ada.email)
    return client


def prove(client, path, data=None):
    """Ask for a page that wants the password again, and give it."""
    asked = client.post(path, data, follow=True) if data else client.get(path, follow=True)
    assert asked.request["PATH_INFO"] == "/accounts/reauthenticate/"
    return client.post(f"/accounts/reauthenticate/?next={path}", {"password": PASSWORD}, follow=True)


def test_a_new_password_ends_all_other_sessions(here, ada, mailoutbox):
    there = Client()
    sign_in(there, ada.email)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert "password has been changed" in mailoutbox[-1].body.lower()


def test_a_new_password_takes_the_old_one(here, ada):
    here.post("/accounts/password/change/", {"oldpassword": "a guess", "password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_a_reset_ends_every_session_and_its_link_works_once(here, ada, mailoutbox):
    stranger = Client()
    stranger.post("/accounts/password/reset/", {"email": ada.email})
    link = next(line for line in mailoutbox[-1].body.splitlines() if "/password/reset/key/" in line)
    form = stranger.get(link, follow=True)
    stranger.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert here.get("/account/").status_code == 302
    assert not is_in(stranger)
    assert "password1" not in Client().get(link, follow=True).content.decode()
    assert sign_in(Client(), ada.email, NEW)["Location"] == "/account/"


def test_a_new_address_asks_for_the_password_confirms_the_new_one_and_tells_the_old_one(here, ada, mailoutbox):
    here.post("/accounts/email/", {"email": "hartley@example.com", "action_add": ""})
    assert mailoutbox == []
    prove(here, "/accounts/email/", {"email": "hartley@example.com", "action_add": ""})
    assert [sent.to for sent in mailoutbox] == [["hartley@example.com"]]
    assert "Waiting for" in here.get("/accounts/email/").content.decode()
    ada.refresh_from_db()
    assert ada.email == "ada@example.com"
    here.post(next(word for word in mailoutbox[0].body.split() if "/confirm-email/" in word))
    ada.refresh_from_db()
    assert ada.email == "hartley@example.com"
    assert mailoutbox[-1].to == ["ada@example.com"]
    assert "hartley@example.com" in mailoutbox[-1].body
    assert not is_in_after(sign_in, "ada@example.com")
    assert is_in_after(sign_in, "hartley@example.com")


def is_in_after(sign_in, address) -> bool:
    client = Client()
    sign_in(client, address)
    return is_in(client)


def test_a_change_of_address_can_be_called_off(here, ada, mailoutbox):
    prove(here, "/accounts/email/", {"email": "hartley@example.com", "action_add": ""})
    here.post("/accounts/email/", {"email": "hartley@example.com", "action_remove": ""})
    assert list(ada.emailaddress_set.values_list("email", flat=True)) == ["ada@example.com"]


@pytest.fixture
def secret(here, ada):
    """Two steps switched on, as Ada would do it."""
    page = prove(here, "/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    here.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert Authenticator.objects.filter(user=ada).count() == 2
    return secret


def test_with_two_steps_the_password_leads_to_the_second_and_the_code_lets_in(secret, ada):
    client = Client()
    answer = sign_in(client, ada.email, next="/account/orders/")
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": code(secret)})["Location"] == "/account/orders/"
    assert is_in(client)


def test_a_recovery_code_opens_the_second_step_once(here, secret, ada):
    shown = here.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    for opens in (True, False):
        client = Client()
        sign_in(client, ada.email)
        client.post("/accounts/2fa/authenticate/", {"code": shown[0]})
        assert is_in(client) is opens


def test_guesses_at_the_second_step_are_soon_refused(secret, ada):
    client = Client()
    sign_in(client, ada.email)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert not is_in(client)


def test_with_two_steps_the_address_can_still_be_changed(here, secret, mailoutbox):
    here.post("/accounts/email/", {"email": "hartley@example.com", "action_add": ""})
    assert mailoutbox[-1].to == ["hartley@example.com"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/accounts/2fa/totp/deactivate/"),
        ("post", "/accounts/2fa/totp/deactivate/"),
        ("post", "/accounts/2fa/recovery-codes/generate/"),
        ("get", "/accounts/2fa/recovery-codes/"),
        ("get", "/accounts/2fa/recovery-codes/download/"),
    ],
)
def test_a_borrowed_session_cannot_weaken_the_second_step(method, path, here, secret, ada, monkeypatch):
    six_minutes_on = time.time() + 360
    monkeypatch.setattr(reauthentication.time, "time", lambda: six_minutes_on)
    assert getattr(here, method)(path)["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/sessions/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/reauthenticate/",
        "/account/",
    ],
)
def test_every_page_of_the_account_has_our_frame_and_nothing_inline(path, here, secret):
    page = here.get(path).content.decode()
    assert 'class="site-header"' in page
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert len(mail.outbox) < 10
