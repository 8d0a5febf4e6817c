"""Visitors write to us: what they wrote arrives, is kept, and does no harm where it is read."""

import csv
from io import BytesIO

import pytest
from openpyxl import load_workbook
from wagtail.contrib.forms.models import FormSubmission

from demo.pages.about import contact
from shop.outbox.models import Message
from shop.outbox.reading import read
from tests.factories import UserFactory
from tests.home.small_site import front_page
from tests.testbed.house import forget_what_was_cached

pytestmark = pytest.mark.django_db

LETTER = {"your_name": "Nina", "e_mail": "nina@newplace.example", "business": "", "your_message": "Rye?"}


@pytest.fixture(autouse=True)
def form():
    forget_what_was_cached()
    return contact(front_page())


def test_a_message_is_kept_and_mailed_and_can_be_answered_directly(client):
    answer = client.post("/contact/", LETTER, follow=True)
    assert answer.redirect_chain == [("/contact/?sent=yes", 302)]
    assert "We answer by e-mail" in answer.content.decode()
    assert FormSubmission.objects.get().form_data["your_message"] == "Rye?"
    letter = Message.objects.get()
    assert letter.recipients == "hello@cafedjango.example"
    assert ("Reply-To", "nina@newplace.example") in read(letter).headers
    assert "Rye?" in read(letter).text
    assert "Rye?" in read(letter).html


def test_a_mistake_is_named_and_nothing_typed_is_lost(client):
    answer = client.post("/contact/", {**LETTER, "e_mail": "nina at newplace", "your_name": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert "nina at newplace" in page
    assert page.count("Please fill this in.") == 1
    assert "Rye?" in page
    assert not FormSubmission.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_ignored(client):
    assert client.post("/contact/", {**LETTER, "website": "https://spam.example"}).status_code == 302
    assert not FormSubmission.objects.exists()
    assert not Message.objects.exists()


def test_who_writes_too_often_is_asked_to_wait_and_keeps_the_words(client, settings):
    """Also where all come through one proxy: each is counted by the address that the proxy vouches for."""
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ours, theirs = ({"x-forwarded-for": ip} for ip in ("203.0.113.7", "198.51.100.7"))
    for _ in range(5):
        assert client.post("/contact/", LETTER, headers=ours).status_code == 302
    answer = client.post("/contact/", LETTER, headers=ours)
    assert answer.status_code == 429
    assert "Rye?" in answer.content.decode()
    assert client.post("/contact/", LETTER, headers=theirs).status_code == 302
    assert FormSubmission.objects.count() == 6


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_export_is_a_formula(client, form, begin):
    evil = f"{begin}HYPERLINK(1)"
    FormSubmission.objects.create(page=form, form_data={**LETTER, "your_name": evil})
    client.force_login(UserFactory(groups=["Marketing"]))
    address = f"/cms/forms/submissions/{form.pk}/?export="
    text = b"".join(client.get(address + "csv").streaming_content).decode()
    sheet = load_workbook(BytesIO(b"".join(client.get(address + "xlsx").streaming_content))).active
    cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    cells += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert sum("HYPERLINK" in cell for cell in cells) == 2
    assert not [cell for cell in cells if cell.startswith(begin)]
