"""A letter is written once, in plain words, and arrives as text and as HTML that say the same."""

import html
import re

import pytest
from django.core.mail import BadHeaderError

from shop.outbox.letters import Letter, address, as_html, as_text, send_letter
from shop.outbox.models import Message
from shop.outbox.reading import read

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }} {% now 'Y' %}",
    "Zoë\r\nBcc: spy@example.com",
    "first line\nsecond line",
    "مرحبا بالعالم",
    "🥐🥖 & “crumbs”",
    "long " * 2000,
    "W" * 10_000,
    "no\x00bytes\x1b[31m",
)


def words_of(page: str) -> str:
    """What a reader sees of HTML, apart from what a button adds."""
    body = page.split("<body", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def letter(*paragraphs: str, **more) -> Letter:
    return Letter(**{"subject": "Your application", "paragraphs": paragraphs or ("We have it.",), **more})


@pytest.mark.parametrize("typed", HOSTILE, ids=[repr(each[:20]) for each in HOSTILE])
def test_whatever_people_typed_is_shown_as_they_typed_it_and_does_nothing(typed):
    [row] = send_letter(letter=letter(typed, subject=typed, greeting=typed, afterword=(typed,)), to=["a@example.com"])
    row.refresh_from_db()
    mail = read(row)
    readable = " ".join(typed.replace("\x00", "").replace("\x1b", "").split())
    assert " ".join(mail.text.split()).count(readable) == 3
    assert words_of(mail.html).count(readable) == 3
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert "\n" not in row.subject
    assert "\r" not in row.subject
    assert 0 < len(row.subject) <= 200
    assert row.recipients == "a@example.com"


def test_lines_stay_lines_in_both():
    address_of_a_cafe = "12 Mill Lane\r\nLeeds\rLS1 4AB"
    assert "12 Mill Lane\nLeeds\nLS1 4AB" in as_text(letter(address_of_a_cafe))
    assert re.search(r"12 Mill Lane<br>\s*Leeds<br>\s*LS1 4AB", as_html(letter(address_of_a_cafe)))


def test_the_way_on_is_in_both_and_absolute(settings):
    settings.SITE_URL = "https://shop.example.com"
    way = address("/wholesale/apply/?a=1&b=2")
    told = letter(action=("Go on with it", way))
    assert way == "https://shop.example.com/wholesale/apply/?a=1&b=2"
    assert f"Go on with it:\n{way}\n" in as_text(told)
    assert as_html(told).count(f'href="{html.escape(way)}"') == 2
    with pytest.raises(ValueError, match="absolute"):
        letter(action=("Go on with it", "javascript:alert(1)"))


def test_only_our_own_addresses_can_be_clicked():
    ours = "https://shop.example.com/accounts/confirm-email/1:a-b/"
    page = as_html(letter(f"Ours: {ours}", "Theirs: https://evil.example/"), links=[ours])
    assert re.findall(r'href="([^"]*)"', page) == [ours]
    assert "https://evil.example/" in page


def test_a_letter_brings_no_picture_and_no_file_from_elsewhere():
    page = as_html(letter())
    assert not re.search(r"src=|url\(|@import|<link|<script", page)


def test_each_recipient_gets_a_message_and_is_told_a_thing_once():
    for _ in range(2):
        send_letter(letter=letter(), to=["a@example.com", "b@example.com", "a@example.com"], key="application-7")
    assert sorted(Message.objects.values_list("recipients", flat=True)) == ["a@example.com", "b@example.com"]
    send_letter(letter=letter(), to=["a@example.com"], key="application-8")
    send_letter(letter=letter(), to=["a@example.com"])
    send_letter(letter=letter(), to=["a@example.com"])
    assert Message.objects.filter(recipients="a@example.com").count() == 4


def test_long_keys_and_addresses_are_still_told_apart():
    long = "x" * 230
    for end in ("1", "2", "2"):
        send_letter(letter=letter(), to=[f"{long}{end}@example.com"], key="application-7")
    assert Message.objects.count() == 2


def test_an_answer_goes_to_whom_we_name():
    [row] = send_letter(letter=letter(), to=["a@example.com"], reply_to=["sales@example.com"])
    assert ("Reply-To", "sales@example.com") in read(row).headers


def test_no_recipient_can_bring_a_header_along_and_nobody_is_told_by_halves():
    with pytest.raises(BadHeaderError):
        send_letter(letter=letter(), to=["a@example.com", "b@example.com\r\nBcc: spy@example.com"])
    assert not Message.objects.exists()
