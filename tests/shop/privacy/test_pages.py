import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from shop.privacy.actions.asking import ask
from shop.privacy.models import DeletionRequest
from tests.factories import PASSWORD, UserFactory
from tests.shop.privacy.zebulon import ADDRESS, FIRST, zebulon

pytestmark = pytest.mark.django_db
PRIVACY, DOWNLOAD, DELETION = "/account/privacy/", "/account/privacy/download/", "/account/privacy/deletion/"
REQUESTS = "/dashboard/privacy-requests/"


@pytest.fixture
def customer(client):
    user, _ = zebulon()
    client.force_login(user)
    return user


def shows_who_it_is(client):
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("page", [DOWNLOAD, DELETION])
def test_the_password_comes_first(client, customer, page):
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/")
    shows_who_it_is(client)
    assert client.get(page).status_code == 200


def test_asking_without_the_password_asks_for_nothing(client, customer):
    assert client.post(DELETION).status_code == 302
    assert not DeletionRequest.objects.exists()


def test_a_person_takes_everything_home_as_one_file(client, customer):
    shows_who_it_is(client)
    answer = client.get(DOWNLOAD)
    assert answer["Content-Disposition"].startswith('attachment; filename="cafedjango-')
    assert "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["Profile"]["First name"] == FIRST


def test_a_person_asks_sees_the_day_and_calls_it_off(client, customer):
    shows_who_it_is(client)
    assert "Rye &amp; Shine" in client.get(DELETION).content.decode()
    assert "We shall delete your data on" in client.post(DELETION, follow=True).content.decode()
    assert "Your data will be deleted on" in client.get(PRIVACY).content.decode()
    assert client.get(DELETION).url == PRIVACY
    assert "Call it off" not in client.post(f"{DELETION}call-off/", follow=True).content.decode()
    assert client.get(f"{DELETION}call-off/").status_code == 405


def test_who_can_t_be_deleted_yet_reads_why_and_has_no_button(client):
    user, _ = zebulon(role="owner", others=["buyer"])
    client.force_login(user)
    shows_who_it_is(client)
    page = client.get(DELETION).content.decode()
    assert "You are the only owner of Rye &amp; Shine" in page
    assert "Delete my data on" not in page
    assert "only owner" in client.post(DELETION, follow=True).content.decode()


@pytest.fixture
def asked():
    user, _ = zebulon()
    return ask(user=user, now=timezone.now())


@pytest.fixture
def administrator(client):
    user = UserFactory(groups=["Administrator"], is_staff=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ["Sales", "Operations", "Café staff"])
def test_only_administrators_see_who_wants_to_be_deleted(client, asked, role):
    client.force_login(UserFactory(groups=[role], is_staff=True))
    assert client.get(REQUESTS).status_code == 403
    assert client.get(f"{REQUESTS}{asked.pk}/").status_code == 403
    assert client.post(f"{REQUESTS}{asked.pk}/").status_code == 403


def test_an_administrator_sees_the_requests_by_state_and_takes_them_home(client, asked, administrator):
    assert FIRST in client.get(REQUESTS).content.decode()
    assert FIRST not in client.get(f"{REQUESTS}?state=done").content.decode()
    file = client.get(f"{REQUESTS}?state=waiting&export=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(file)))
    assert rows[1][1] == ADDRESS
    assert rows[1][4] == "Waiting"


def test_a_long_list_has_pages(client, administrator):
    now = timezone.now()
    for _ in range(26):
        DeletionRequest.objects.create(user=UserFactory(), asked_at=now, due_at=now + timedelta(days=14))
    assert "Page 1 of 2" in client.get(REQUESTS).content.decode()
    assert client.get(f"{REQUESTS}?page=2").content.decode().count(f'href="{REQUESTS}') == 2  # the menu's, and a row


def test_an_administrator_need_not_wait_for_the_day(client, asked, administrator):
    page = f"{REQUESTS}{asked.pk}/"
    assert "now" in client.get(page).content.decode()
    assert "Deleted" in client.post(page, follow=True).content.decode()
    asked.refresh_from_db()
    assert asked.carried_out_by == administrator
    assert "Not deleted" in client.post(page, follow=True).content.decode()
