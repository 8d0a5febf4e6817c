"""Somebody applies for a trade account: step by step, with pauses, mistakes and old tabs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shop.applying import domain, keys, views
from shop.applying.actions import forgetting, writing
from shop.applying.letters import _day as day
from shop.applying.models import Application, Event
from shop.outbox.models import Message
from shop.outbox.reading import read
from tests.shop.applying.conftest import ADDRESSES, BUSINESS, ORDER, START, begun, filled_in, letters, page, sent
from tests.testbed.hostile import SCRIPT, SIGNS, running

pytestmark = pytest.mark.django_db
MARTA = START["email"]


def test_from_the_first_page_to_the_reference(client, cafe, sam):
    key = begun(client)
    business = client.get(page(key, "business")).content.decode()
    assert "Early Loaf" in business
    assert "BS8 2PY" in business
    for step, answers in {"business": BUSINESS, "addresses": ADDRESSES, "order": ORDER}.items():
        assert client.post(page(key, step), answers).url == page(key, domain.next_step(step))
    check = client.get(page(key, "check")).content.decode()
    for words in ("Marta Nowak", "77 Whiteladies Road", "Ring twice.", "Tuesday, Friday", "60 loaves"):
        assert words in check
    assert "Before you can send it" not in check
    assert client.post(page(key, "check"), {}).status_code == 422
    done = client.post(page(key, "check"), {"agrees": "on"}, follow=True)
    application = Application.objects.get()
    assert done.redirect_chain == [(page(key, "sent"), 302)]
    assert application.reference in done.content.decode()
    assert (application.status, application.cafe) == (domain.SENT, cafe)
    assert (application.postcode, application.vat_number) == ("BS8 2PY", "GB980780684")
    assert (application.phone, application.weekdays) == ("+441174960112", [1, 4])
    assert [event.what for event in application.events.all()] == ["started", "sent"]


def test_the_applicant_and_those_who_decide_are_told(client, cafe, sam):
    application = sent(client)
    to_marta = letters(MARTA)[-1]
    assert application.reference in to_marta.subject
    assert page(keys.key_of(application), "sent") in read(to_marta).text
    assert page(keys.key_of(application), "sent") in read(to_marta).html
    to_sam = letters(sam.email)
    assert [reverse("dashboard:application", args=[application.pk]) in read(each).text for each in to_sam] == [True]


def test_with_nobody_to_decide_the_cafe_is_told(client, cafe):
    sent(client)
    assert len(letters(cafe.email)) == 1


def test_the_mailed_link_brings_everything_back_on_another_device(client, cafe):
    key = begun(client)
    client.post(page(key, "business"), {**BUSINESS, "vat_number": "GB 12", "later": "yes"})
    mailed = re.search(r"http://[^/]+(/wholesale/apply/\S+)", read(letters(MARTA)[0]).text)[1]
    elsewhere = Client()
    opened = elsewhere.get(mailed).content.decode()
    assert "GB 12" in opened
    assert BUSINESS["phone"] in opened
    assert len(letters(MARTA)) == 2
    assert "no-store" in elsewhere.get(mailed)["Cache-Control"]


@pytest.mark.parametrize(
    ("step", "wrong", "words"),
    [
        ("start", {"name": ""}, "Give the name of your business."),
        ("start", {"postcode": "75001"}, "This is no postcode of the United Kingdom"),
        ("start", {"email": "marta at home"}, "This is no e-mail address."),
        ("business", {"vat_number": "GB980780685"}, "check digits"),
        ("business", {"vat_number": "DE136695976"}, "This is a German VAT number."),
        ("business", {"vat_number": "IE6433435OA"}, "This is an Irish VAT number."),
        ("business", {"phone": "ring me"}, "This is no telephone number."),
        ("business", {"business": "circus"}, "Choose one of the answers that are there."),
        ("addresses", {"line1": ""}, "Give the street and number."),
        (
            "addresses",
            {"bills_to": "other", "billing_town": "Bath"},
            "Give the street and number to which invoices go.",
        ),
        ("addresses", {"access_notes": "a" * 1001}, "write at most 1000 letters"),
        ("order", {"wants": ""}, "Tell us in a few words"),
        ("order", {"weekdays": ["9"]}, "Choose one of the answers that are there."),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_typed_is_lost(client, cafe, step, wrong, words):
    key = filled_in(client)
    whole = {"start": START, "business": BUSINESS, "addresses": ADDRESSES, "order": ORDER}[step]
    answer = client.post(page(key, step), {**whole, **wrong})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    if step != "start" or "email" not in wrong:
        check = client.get(page(key, "check")).content.decode()
        assert words in check
        assert f"{page(key, step)}?again=yes" in check
        assert words in client.get(f"{page(key, step)}?again=yes").content.decode()
        assert client.post(page(key, "check"), {"agrees": "on"}).status_code == 422
    for name, value in wrong.items():
        assert name == "business" or not isinstance(value, str) or value in shown
    assert Application.objects.get().status == domain.DRAFT


def test_what_was_mended_leads_back_to_the_answers(client, cafe):
    key = filled_in(client)
    assert client.post(f"{page(key, 'order')}?again=yes", ORDER).url == page(key, "check")


def test_an_address_of_its_own_for_invoices_counts_only_where_it_is_wanted(client, cafe):
    key = filled_in(client)
    other = {"billing_line1": "4 Temple Way", "billing_town": "Bath", "billing_postcode": "nonsense"}
    assert client.post(page(key, "addresses"), {**ADDRESSES, **other}).status_code == 302
    client.post(page(key, "check"), {"agrees": "on"})
    assert Application.objects.get().billing_line1 == ""


@pytest.mark.parametrize("chosen", ["", "Early Loaf"])
def test_outside_every_area_one_is_told_to_collect_and_can_apply(client, cafe, sam, chosen):
    key = begun(client, postcode="SK17 6BE")
    assert "Not yet." in client.get(page(key, "business")).content.decode()
    far_away = {**ADDRESSES, "postcode": "SK17 6BE", "collects_at": chosen}
    for step, answers in {"business": BUSINESS, "addresses": far_away, "order": ORDER}.items():
        client.post(page(key, step), answers)
    client.post(page(key, "check"), {"agrees": "on"})
    application = Application.objects.get()
    assert (application.status, application.cafe) == (domain.SENT, cafe if chosen else None)


@pytest.mark.parametrize("text", [SIGNS + SCRIPT, "a" * 10_000, "Ada\r\nBcc: all@example.com\x00", "=HYPERLINK(1)"])
def test_hostile_text_is_refused_in_words_or_kept_as_text(client, cafe, text):
    key = begun(client)
    for step, fields in {"start": START, "business": BUSINESS, "addresses": ADDRESSES, "order": ORDER}.items():
        typed = {name: text if isinstance(value, str) else [text] for name, value in fields.items()}
        answer = client.post(page(key, step), typed)
        assert answer.status_code == 422
        assert not running(answer.content.decode())
        assert client.get(page(key, step)).status_code == 200
    assert not running(client.get(page(key, "check")).content.decode())
    assert "\x00" not in Application.objects.get().wants


def test_a_name_with_a_line_break_is_one_line_in_every_letter(client, cafe, sam):
    sent(client, name="Bistro\r\nBcc: all@example.com", contact=SCRIPT)
    for message in Message.objects.all():
        assert "\n" not in message.subject
        assert SCRIPT not in read(message).html


def test_what_was_sent_cannot_be_changed_by_an_old_tab(client, cafe):
    application = sent(client)
    key = keys.key_of(application)
    for step in ("start", "business", "addresses", "order", "check"):
        answer = client.post(page(key, step), {"name": "Another", "wants": "Else"})
        assert answer.status_code == 409
        assert "You have sent this application already" in answer.content.decode()
        assert client.get(page(key, step)).url == page(key, "sent")
    assert Application.objects.get().name == START["name"]


def test_an_empty_post_wipes_nothing(client, cafe):
    key = filled_in(client)
    assert client.post(page(key, "order"), {}).status_code == 422
    assert Application.objects.get().wants == ORDER["wants"]


def test_an_address_that_has_begun_before_learns_it_by_mail_only(client, cafe):
    key = begun(client)
    client.post(page(key, "business"), BUSINESS)
    stranger = Client()
    answer = stranger.post(reverse("applying:apply"), START)
    assert answer.status_code == 302
    assert BUSINESS["phone"] not in stranger.get(answer.url).content.decode()
    assert [page(key, "check") in read(each).text for each in letters(MARTA)] == [False, False, True]


def test_a_new_address_gets_the_link_and_a_wrong_one_is_never_written_to(client, cafe):
    key = filled_in(client)
    assert client.post(page(key, "start"), {**START, "email": "marta at home"}).status_code == 422
    assert Application.objects.get().email == MARTA
    client.post(page(key, "start"), {**START, "email": "office@whiteladies.example"})
    assert page(key, "business") in read(letters("office@whiteladies.example")[0]).text


def test_who_begins_too_often_is_asked_to_wait_and_keeps_the_words(client, cafe, settings):
    """Also where all come through one proxy: each is counted by the address that the proxy vouches for."""
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ours, theirs = ({"x-forwarded-for": ip} for ip in ("203.0.113.7", "198.51.100.7"))
    for _ in range(5):
        assert client.post(reverse("applying:apply"), START, headers=ours).status_code == 302
    answer = client.post(reverse("applying:apply"), START, headers=ours)
    assert answer.status_code == 429
    assert "Whiteladies Bistro" in answer.content.decode()
    assert client.post(reverse("applying:apply"), START, headers=theirs).status_code == 302
    assert Application.objects.count() == 6


def test_a_program_that_fills_in_everything_leaves_nothing(client, cafe):
    assert client.post(reverse("applying:apply"), {**START, "fax": "1"}).status_code == 302
    assert not Application.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", ["nonsense", "WzEsIm5vIl0:abc", "a" * 3000, "%00", "🥐"])
def test_a_wrong_key_is_told_so(client, cafe, key):
    for step in ("business", "check", "sent", "later"):
        answer = client.get(page(key, step))
        assert answer.status_code == 404
    assert "This link opens no application" in answer.content.decode()


def test_a_new_nonce_ends_older_links(client, cafe):
    key = begun(client)
    Application.objects.update(nonce="another")
    assert client.get(page(key, "business")).status_code == 404


def test_a_draft_is_thrown_away_and_a_sent_application_withdrawn(client, cafe):
    key = begun(client)
    assert client.get(page(key, "withdraw")).status_code == 405
    assert "The draft is deleted" in client.post(page(key, "withdraw")).content.decode()
    assert not Application.objects.exists()
    application = sent(client)
    answer = client.post(page(keys.key_of(application), "withdraw"), follow=True)
    assert "This application is withdrawn" in answer.content.decode()
    assert "withdrawn" in letters(MARTA)[-1].subject
    assert client.post(page(keys.key_of(application), "withdraw")).status_code == 409


def test_a_second_click_on_throwing_away_finds_nothing_to_throw(client, cafe, rf):
    key = begun(client)

    @views.of_key
    def clicked_twice(request, application):
        for _ in range(2):
            writing.withdraw(application=application, now=timezone.now())

    assert clicked_twice(rf.post("/"), key=key).status_code == 404


def test_days_in_letters_are_those_of_the_house(cafe):
    assert day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


def test_every_page_asks_the_database_little(client, cafe, django_assert_max_num_queries):
    key = filled_in(client)
    for step in ("start", "business", "addresses", "order", "check", "later"):
        with django_assert_max_num_queries(8):
            assert client.get(page(key, step)).status_code == 200
    client.post(page(key, "check"), {"agrees": "on"})
    for address in (page(key, "sent"), reverse("applying:apply")):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_what_nobody_needs_goes(client, cafe):
    now = timezone.now()
    old, fresh = begun(client), begun(client)
    gone, waiting = sent(client), sent(client, email="other@example.com")
    client.post(page(keys.key_of(gone), "withdraw"))
    Application.objects.filter(pk=keys.application_of(old).pk).update(touched_at=now - timedelta(days=61))
    Application.objects.filter(pk=gone.pk).update(decided_at=now - timedelta(days=366))
    forgetting.tidy(now=now)
    forgetting.tidy(now=now)
    assert keys.application_of(old) is None
    assert keys.application_of(fresh)
    waiting.refresh_from_db()
    assert waiting.name
    gone.refresh_from_db()
    assert (gone.name, gone.email, gone.phone, gone.wants, gone.line1) == ("", "", "", "", "")
    assert (gone.status, gone.town) == (domain.WITHDRAWN, "Bristol")
    assert gone.events.filter(what=Event.What.FORGOTTEN).count() == 1
    assert client.get(page(keys.key_of(gone), "sent")).status_code == 200
