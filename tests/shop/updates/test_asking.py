"""Somebody asks to be told: by one click who is signed in, by a confirmed address everybody else."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from shop.updates import domain, keys
from shop.updates.models import Wish
from tests.factories import ProductFactory, UserFactory
from tests.shop.updates.shelf import family, sold_out, wishes

pytestmark = pytest.mark.django_db
ASK = "/updates/tell-me/{}/"


def link_in(letter):
    return re.search(r"http://[^/]+(/updates/[^/\s]+/)", letter.body)[1]


def test_who_is_signed_in_asks_by_one_click_and_twice_is_once(client):
    buns, ada = sold_out(), UserFactory()
    client.force_login(ada)
    assert "Tell me when it is back" in client.get(buns.get_absolute_url()).text
    for _ in range(2):
        page = client.post(ASK.format(buns.pk), follow=True).text
    assert f"We shall write to {ada.email}" in page
    (wish,) = Wish.objects.all()
    assert (wish.product, wish.user, wish.email) == (buns, ada, "")
    assert wish.confirmed_at


def test_a_visitor_is_written_to_and_counts_once_they_confirm(client, letters):
    buns = sold_out()
    page = client.post(ASK.format(buns.pk), {"email": "Rosa@Example.com"}, follow=True).text
    assert "we have written to Rosa@Example.com" in page
    (letter,) = letters()
    assert letter.to == ["rosa@example.com"]
    assert "Cinnamon buns" in letter.subject
    link = link_in(letter)
    assert "Yes, tell me" in client.get(link).text
    assert not Wish.objects.filter(confirmed_at__isnull=False).exists()
    assert "We shall tell you" in client.post(f"{link}confirm/", follow=True).text
    assert Wish.objects.get().confirmed_at


def test_what_is_answered_does_not_tell_who_is_known_here(client):
    buns, known = sold_out(), UserFactory(email="known@example.com")
    wishes(buns, "waits@example.com")
    wishes(buns, known)
    said = {
        email: re.sub(re.escape(email), "", client.post(ASK.format(buns.pk), {"email": email}, follow=True).text)
        for email in ("known@example.com", "waits@example.com", "nobody@example.com")
    }
    masked = {re.sub(r'value="\w{64}"', "", page) for page in said.values()}
    assert len(masked) == 1


def test_one_address_is_written_to_once_a_day_and_a_flood_is_stopped(client, letters):
    buns = sold_out()
    for _ in range(3):
        client.post(ASK.format(buns.pk), {"email": "rosa@example.com"})
    assert len(letters()) == 1
    answers = [client.post(ASK.format(sold_out().pk), {"email": "rosa@example.com"}) for _ in range(10)]
    assert answers[-1].status_code == 429
    assert 'value="rosa@example.com"' in answers[-1].text


def test_what_is_no_address_is_said_and_kept(client, letters):
    answer = client.post(ASK.format(sold_out().pk), {"email": "rosa at home"})
    assert answer.status_code == 422
    assert "This is not an e-mail address" in answer.text
    assert 'value="rosa at home"' in answer.text
    assert letters() == []


def test_a_program_that_fills_in_everything_asks_for_nothing(client, letters):
    client.post(ASK.format(sold_out().pk), {"email": "rosa@example.com", "website": "https://spam.example"})
    assert (Wish.objects.count(), letters()) == (0, [])


def test_what_can_be_had_is_not_waited_for(client):
    loaf = ProductFactory()
    assert "Tell me when" not in client.get(loaf.get_absolute_url()).text
    assert "it can be ordered now" in client.post(ASK.format(loaf.pk), {"email": "r@example.com"}, follow=True).text
    assert not Wish.objects.exists()


def test_what_nobody_may_see_can_not_be_waited_for(client):
    assert client.get(ASK.format(sold_out(is_public=False).pk)).status_code == 404


def test_of_a_family_the_missing_variant_is_waited_for(client):
    decaf, (beans, ground) = family("Decaf, beans, 1 kg", "Decaf, ground, 1 kg")
    client.force_login(UserFactory())
    assert "Which one?" in client.post(ASK.format(decaf.pk)).text
    client.post(ASK.format(decaf.pk), {"variant": ground.pk})
    assert Wish.objects.get().product == ground
    page = client.get(decaf.get_absolute_url()).text
    assert f'<option value="{beans.pk}"' not in page  # the only one left needs no choice
    assert "Decaf, ground, 1 kg</strong>" in page


def test_one_link_ends_it_by_post_without_signing_in_and_never_by_looking(client):
    wish = wishes(sold_out(), "rosa@example.com")
    link = keys.link_to(wish).partition("://")[2].partition("/")[2]
    assert "Don't tell me" in client.get(f"/{link}").text.replace("&#x27;", "'")
    assert client.get(f"/{link}withdraw/").status_code == 405
    assert Wish.objects.exists()
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/{link}withdraw/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Wish.objects.exists()
    gone = client.get(f"/{link}")
    assert (gone.status_code, "Nothing to wait for" in gone.text) == (404, True)


@pytest.mark.parametrize("key", ["nonsense", "WzEsImEiXQ:forged", "x" * 400])
def test_a_forged_link_opens_nothing(client, key):
    for address, ask in ((f"/updates/{key}/", client.get), (f"/updates/{key}/withdraw/", client.post)):
        answer = ask(address)
        assert answer.status_code == 404
        assert "This link doesn" in answer.text


def test_the_list_shows_ones_own_and_another_persons_is_missing(client):
    ada, ben = UserFactory(), UserFactory()
    mine, theirs = wishes(sold_out(title="Buns"), ada), wishes(sold_out(title="Danish"), ben)
    by_address = wishes(sold_out(title="Scones"), ada.email)
    client.force_login(ada)
    page = client.get("/account/updates/").text
    assert ("Buns" in page, "Scones" in page, "Danish" in page) == (True, True, False)
    assert client.post(f"/account/updates/{theirs.pk}/withdraw/").status_code == 404
    for wish in (mine, by_address):
        client.post(f"/account/updates/{wish.pk}/withdraw/")
    assert list(Wish.objects.all()) == [theirs]
    assert "You wait for nothing" in client.get("/account/updates/").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "a-word", ""])
def test_who_takes_something_off_the_list_stays_in_the_house(client, elsewhere):
    ada = UserFactory()
    client.force_login(ada)
    wish = wishes(sold_out(), ada)
    answer = client.post(f"/account/updates/{wish.pk}/withdraw/", {"next": elsewhere})
    assert answer.headers["Location"] == "/account/updates/"


def test_nobody_waits_for_more_than_is_shown_on_one_list(client):
    ada = UserFactory()
    client.force_login(ada)
    for _ in range(domain.MOST):
        wishes(sold_out(), ada)
    answer = client.post(ASK.format(sold_out().pk))
    assert answer.status_code == 409
    assert "Take one off your list first" in answer.text


def test_what_was_asked_under_the_address_becomes_the_persons_own(client):
    ada, buns = UserFactory(), sold_out()
    wishes(buns, ada.email, asked_at=timezone.now() - timedelta(days=1))
    client.force_login(ada)
    client.post(ASK.format(buns.pk))
    assert Wish.objects.get().user == ada
