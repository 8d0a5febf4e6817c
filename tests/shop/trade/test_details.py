"""What a company says of itself, and who may change what of it."""

from decimal import Decimal as D

import pytest
from django.test import Client

from tests.factories import MemberFactory, TradeAccountFactory
from tests.testbed.hostile import filled, forms, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def kitchen():
    return TradeAccountFactory(
        name="Hartley's Kitchen", email="office@example.com", terms="net_14", credit_limit=D(1500)
    )


def here(kitchen, role="owner"):
    client = Client()
    client.force_login(MemberFactory(account=kitchen, role=role).user)
    return client


def typed(**changed):
    return {
        "name": "Hartley's Kitchen",
        "business": "shop",
        "line1": "1 High Street",
        "line2": "",
        "town": "Bristol",
        "postcode": "BS1 4DJ",
        "country_code": "GB",
        "vat_number": "",
        "email": "office@example.com",
        "phone": "",
        **changed,
    }


def history(account):
    return {change.what: (change.old, change.new) for change in account.changes.all()}


def test_each_change_is_recorded_from_what_to_what(kitchen):
    changed = {
        "name": " Hartley’s\r\nKitchens ",
        "postcode": "bs14dh",
        "vat_number": "980 7806 84",
        "requires_po": "on",
    }
    assert here(kitchen).post("/account/details/", typed(**changed))["Location"] == "/account/details/"
    assert history(kitchen) == {
        "Business name": ("Hartley's Kitchen", "Hartley’s Kitchens"),
        "Billing address": (
            "1 High Street, Bristol, BS1 4DJ, United Kingdom",
            "1 High Street, Bristol, BS1 4DH, United Kingdom",
        ),
        "VAT number": ("", "GB980780684"),
        "Needs a purchase order number with each order": ("No", "Yes"),
    }


def test_what_stays_leaves_no_trace(kitchen):
    here(kitchen).post("/account/details/", typed())
    assert not history(kitchen)


def test_terms_limit_and_café_are_shown_and_not_changed_by_the_customer(kitchen):
    client = here(kitchen)
    assert "14 days from the invoice" in client.get("/account/details/").content.decode()
    client.post("/account/details/", typed(terms="net_30", credit_limit="99999", cafe="1", status="closed"))
    kitchen.refresh_from_db()
    assert (kitchen.terms, kitchen.credit_limit, kitchen.status) == ("net_14", D(1500), "active")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"vat_number": "DE136695976"}, "This is a German VAT number"),
        ({"vat_number": "GB980780685"}, "check digits"),
        ({"postcode": "D02 X285"}, "This is an Eircode"),
        ({"email": "office"}, "Enter a valid email address"),
        ({"name": "x" * 10_000}, "at most 120 characters"),
        ({"name": "\r\n\t"}, "Please fill this in."),
        ({"country_code": "XX"}, "Select a valid choice"),
    ],
)
def test_what_can_not_be_is_told_and_nothing_typed_is_lost(kitchen, wrong, words):
    said = here(kitchen).post("/account/details/", typed(line2="Back yard", **wrong)).content.decode()
    assert words in said
    assert 'value="Back yard"' in said
    assert not history(kitchen)


def test_a_bookkeeper_reads_and_changes_nothing(kitchen):
    client = here(kitchen, "bookkeeper")
    said = client.get("/account/details/").content.decode()
    assert "Hartley&#x27;s Kitchen" in said
    assert "<form" not in said.split('class="account__page"')[1].split("</main>")[0]
    assert client.post("/account/details/", typed(name="Mine")).status_code == 403
    kitchen.refresh_from_db()
    assert kitchen.name == "Hartley's Kitchen"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "🥐🥐🥐", "שלום", "a‮b", "=1+1", "{{ 7|add:7 }}", "%s%n", "' OR 1=1 --"]
)
def test_strange_text_is_kept_as_text(kitchen, text):
    client = here(kitchen)
    client.post("/account/details/", typed(name=text, line2=text))
    said = client.get("/account/details/").content.decode()
    assert "<script>alert" not in said
    kitchen.refresh_from_db()
    assert kitchen.name == text.replace("\u202e", " ")


def test_a_change_of_the_owner_keeps_what_staff_changed_meanwhile(kitchen):
    client = here(kitchen)
    client.get("/account/details/")
    type(kitchen).objects.update(credit_limit=D(2000), status="on_hold", hold_reason="Call us.")
    client.post("/account/details/", typed(line2="Back yard"))
    kitchen.refresh_from_db()
    assert (kitchen.credit_limit, kitchen.status, kitchen.line2) == (D(2000), "on_hold", "Back yard")


def test_nor_does_it_undo_a_detail_that_staff_changed_meanwhile(kitchen):
    client = here(kitchen)
    html = client.get("/account/details/").content.decode()
    [form] = [
        filled(form, kept) for form in forms("/account/details/", html) if "line2" in {f.name for f in form.fields}
    ]
    type(kitchen).objects.update(email="new@example.com", requires_po=True)
    client.post("/account/details/", form | {"line2": "Back yard"})
    kitchen.refresh_from_db()
    assert (kitchen.email, kitchen.requires_po, kitchen.line2) == ("new@example.com", True, "Back yard")
    assert set(history(kitchen)) == {"Billing address"}
