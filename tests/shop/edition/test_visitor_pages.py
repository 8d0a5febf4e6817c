"""Visitors' pages come from a store that holds nothing personal; each answer is completed for who asks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as house
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shop.edition import release
from shop.edition.fragments import Parts
from shop.edition.horizon import looking_ahead, true_until
from shop.edition.page import Page
from tests.factories import PASSWORD, UserFactory
from tests.shop.edition.visitors import look, statements, stored_pages, text, token

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)


def with_a_basket(loaf, pieces=3):
    client = Client()
    client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": pieces})
    client.cookies.pop("messages", None)
    return client


def test_a_second_look_takes_one_statement_and_two_with_a_basket(loaf):
    path = loaf.get_absolute_url()
    look(path)
    assert len(statements(path)) == 1
    assert len(statements(path, with_a_basket(loaf))) == 2


def test_what_is_in_the_basket_is_on_the_page_of_its_owner_and_in_no_store(loaf):
    theirs = with_a_basket(loaf, pieces=37)
    for _ in ("made", "stored"):
        assert ">37<" in text("/shop/", theirs)
        assert ">37<" not in text("/shop/")
    assert stored_pages()
    assert not any(b">37<" in text for page in stored_pages() for text in page.parts.texts)


@pytest.mark.urls("tests.shop.edition.urls")
def test_no_cookie_reaches_the_making_of_a_page_for_everybody_and_everyone_keeps_theirs(loaf):
    theirs = with_a_basket(loaf, pieces=37)
    page = text("/what-was-sent/", theirs)
    assert "Nothing was sent." in page
    assert ">37<" in page


def test_somebody_elses_cookie_opens_no_basket(loaf):
    theirs = with_a_basket(loaf, pieces=37)
    signed = theirs.cookies[house.OSCAR_BASKET_COOKIE_OPEN].value
    forger = Client()
    forger.cookies[house.OSCAR_BASKET_COOKIE_OPEN] = signed.split(":")[0] + ":forged"
    assert ">37<" not in text("/shop/", forger)


def test_forms_on_a_stored_page_work_with_the_visitors_own_token(loaf):
    look()
    first, second = (Client(enforce_csrf_checks=True) for _ in range(2))
    theirs = {client: token(look(client=client)) for client in (first, second)}
    assert theirs[first] != theirs[second]
    address = reverse("basket:add", args=[loaf.pk])
    good = {"quantity": 1, "csrfmiddlewaretoken": theirs[first]}
    assert first.post(address, good).status_code == 302
    assert second.post(address, good).status_code == 403
    assert not any(given.encode() in b"".join(page.parts.texts) for given in theirs.values() for page in stored_pages())


def test_who_is_signed_in_gets_a_page_of_their_own_that_nobody_else_sees(loaf):
    ada = UserFactory(first_name="Ada")
    client = Client()
    client.force_login(ada)
    look()
    assert "Sign in" not in text(client=client)
    assert "Sign in" in text()
    for store in ("pages", "parts"):
        caches[store].clear()
    look(client=client)
    assert stored_pages() == []


def test_a_message_is_read_once_by_whom_it_is_for(loaf):
    look()
    client = Client()
    said = client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 1, "next": "/shop/"}, follow=True)
    assert "basket" in said.content.decode().split("<main")[1].split("<h1")[0]
    assert said.content.decode().split("<main")[1].split("<h1")[0] not in text(client=client)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/shop/?sort=price", {}),
        ("/shop/", {"authorization": "Basic YTpi"}),
        ("/shop/", {"x-forwarded-host": "testserver"}),
        ("/basket/", {}),
        ("/accounts/login/", {}),
        ("/shop/nothing-of-this-name/", {}),
    ],
)
def test_what_is_not_the_same_for_everybody_is_never_stored(loaf, path, headers):
    look(path, **headers)
    assert stored_pages() == []


def test_a_host_that_is_not_ours_is_refused_with_a_full_store_too(loaf):
    look()
    assert look(host="elsewhere.example").status_code == 400


def test_the_stored_answer_carries_the_headers_of_the_first(loaf):
    first, second = look(), look()
    for name in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "Content-Type", "Vary"):
        assert first[name] == second[name]
    assert int(second["Content-Length"]) == len(second.content)
    assert second["Cache-Control"] == "private, no-cache"


def test_a_browser_that_has_the_page_is_told_so_until_the_page_changes(loaf):
    client = Client()
    etag = look(client=client)["ETag"]
    assert look(client=client)["ETag"] == etag
    unchanged = client.get("/shop/", headers={"if-none-match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    loaf.stockrecords.update(price="9.99")
    assert client.get("/shop/", headers={"if-none-match": etag}).status_code == 200


def test_after_signing_in_and_out_the_old_page_with_its_old_token_is_not_confirmed(loaf):
    client = Client()
    etag = look(client=client)["ETag"]
    client.post("/accounts/login/", {"login": UserFactory().email, "password": PASSWORD})
    client.post("/accounts/logout/")
    look(client=client)  # reads the message
    for ended in [name for name, cookie in client.cookies.items() if not cookie.value]:
        del client.cookies[ended]
    assert list(client.cookies) == ["csrftoken"]
    assert client.get("/shop/", headers={"if-none-match": etag}).status_code == 200


def test_a_question_for_the_head_alone_is_answered_like_the_page_and_stores_nothing(loaf):
    assert Client().head("/shop/").status_code == 200
    assert stored_pages() == []
    whole, head = look(), Client().head("/shop/")
    assert head.status_code == 200
    assert head["Content-Type"] == whole["Content-Type"]


def page(**values):
    return Page(
        **{
            "edition": "1",
            "until": None,
            "status": 200,
            "headers": (),
            "parts": Parts((b"",), ()),
            "digest": "",
            **values,
        }
    )


def test_a_page_holds_for_its_edition_and_until_the_clock_makes_it_untrue():
    assert page().holds(edition="1", now=NOON)
    assert not page().holds(edition="2", now=NOON)
    closing = page(until=NOON + timedelta(minutes=1))
    assert closing.holds(edition="1", now=NOON)
    assert not closing.holds(edition="1", now=NOON + timedelta(minutes=1))


def test_the_earliest_of_all_instants_named_while_a_page_is_made_is_its_end():
    with looking_ahead() as horizon:
        for minutes in (30, 10, 20):
            true_until(NOON + timedelta(minutes=minutes))
        true_until(None)
    assert horizon.until == NOON + timedelta(minutes=10)
    true_until(NOON)
    assert horizon.until == NOON + timedelta(minutes=10)


def test_other_code_or_templates_never_show_pages_made_by_these(tmp_path, settings):
    (tmp_path / "templates").mkdir()
    base = tmp_path / "templates" / "base.html"
    settings.ROOT = tmp_path
    names = []
    for words in ("Welcome", "Welcome back", "Welcome"):
        base.write_text(words)
        names.append(release.release.__wrapped__())
    assert names[0] == names[2] != names[1]


def test_pages_are_stored_for_an_hour_at_most(loaf):
    look()
    assert max(caches["pages"]._expire_info.values()) - timezone.now().timestamp() <= 3600
