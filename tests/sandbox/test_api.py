"""The bank's API, as any client would speak to it."""

from decimal import Decimal
from uuid import uuid4

import pytest
import requests
from django.conf import settings
from django.utils import timezone

from sandbox.models import Account, Debit, Entry, Refund
from tests.testbed.bank import COLLECTED_IN, ROSA


def say(method, path, message=None, key=None):
    key = settings.BANK_API_KEY if key is None else key
    return requests.request(
        method,
        settings.BANK_API_URL + path,
        json=message,
        headers={"Authorization": f"Bearer {key}"},
        timeout=10,
    )


def a_debit(**changes):
    return {
        "key": str(uuid4()),
        "amount": "12.50",
        "currency": "GBP",
        "to": "1000 0001",
        "reference": "Order 234-679-CFH",
        "return_to": f"{settings.SITE_URL}/back/",
    } | changes


def test_a_debit_is_opened_once_for_each_key(bank):
    order = a_debit()
    first, again = say("POST", "debits/", order), say("POST", "debits/", order)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == say("GET", f"debits/{order['key']}/").json()
    assert first.json()["state"] == "waiting"


def test_a_debit_is_told_of_by_its_key_after_its_time_too(bank, paid):
    late = a_debit(key=paid, expires_at="2020-01-01T00:00:00Z")
    assert (say("POST", "debits/", late).status_code, say("POST", "debits/", late).json()["state"]) == (200, "done")
    waiting = a_debit()
    say("POST", "debits/", waiting)
    Debit.objects.filter(key=waiting["key"]).update(expires_at=timezone.now())
    assert say("POST", "debits/", waiting | {"expires_at": late["expires_at"]}).json()["state"] == "expired"


def test_the_same_key_with_another_amount_is_a_mistake(bank):
    order = a_debit()
    say("POST", "debits/", order)
    assert say("POST", "debits/", order | {"amount": "12.51"}).status_code == 409
    assert Debit.objects.get(key=order["key"]).amount == Decimal("12.50")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("key", "one"),
        ("amount", "0"),
        ("amount", "-1.00"),
        ("amount", "1.005"),
        ("amount", 1.5),
        ("amount", "NaN"),
        ("amount", "Infinity"),
        ("amount", "1e9"),
        ("currency", "EUR"),
        ("to", "1234"),
        ("to", None),
        ("reference", ""),
        ("reference", "two\nlines"),
        ("reference", "x" * 141),
        ("return_to", "https://elsewhere.example/"),
        ("return_to", "//elsewhere.example/"),
        ("return_to", f"{settings.SITE_URL}.elsewhere.example/"),
        ("return_to", f"{settings.SITE_URL}@elsewhere.example/"),
        ("return_to", "javascript:alert(1)"),
        ("return_to", "/back/"),
        ("return_to", "http://[/"),
        ("expires_at", "2020-01-01T00:00:00Z"),
        ("expires_at", "tomorrow"),
        ("expires_at", "2999-13-01T00:00:00"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_opened(bank, field, wrong):
    before = Debit.objects.count()
    answer = say("POST", "debits/", a_debit(**{field: wrong}))
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert Debit.objects.count() == before


@pytest.mark.parametrize("message", [[], "text", None])
def test_what_is_no_message_is_said_to_be_none(bank, message):
    assert say("POST", "debits/", message).status_code == 422


def test_who_shows_no_key_is_told_nothing(bank):
    order = a_debit()
    assert say("POST", "debits/", order, key="guessed").status_code == 401
    assert say("GET", f"debits/{order['key']}/", key="é").status_code == 401
    assert not Debit.objects.filter(key=order["key"]).exists()


def test_what_nobody_heard_of_is_not_found(bank):
    for path in ("debits", "refunds"):
        assert say("GET", f"{path}/{uuid4()}/").status_code == 404
    assert say("POST", f"debits/{uuid4()}/cancel/", {}).status_code == 404


@pytest.fixture
def paid(bank):
    order = a_debit()
    say("POST", "debits/", order)
    bank.pays(order["key"], ROSA)
    return order["key"]


def test_refunds_are_one_for_each_key_and_never_above_the_debit(bank, paid):
    wish = {"key": str(uuid4()), "debit": paid, "amount": "10.00"}
    first, again = say("POST", "refunds/", wish), say("POST", "refunds/", wish)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == say("GET", f"refunds/{wish['key']}/").json()
    assert say("POST", "refunds/", wish | {"amount": "2.00"}).status_code == 409
    too_much = say("POST", "refunds/", {"key": str(uuid4()), "debit": paid, "amount": "2.51"})
    assert (too_much.status_code, too_much.json()["error"]) == (409, "Of this debit 2.50 is left to refund.")
    assert say("POST", "refunds/", wish | {"key": str(uuid4()), "debit": str(uuid4())}).status_code == 422
    assert Refund.objects.filter(debit__key=paid).count() == 1


def test_a_debit_nobody_paid_is_not_refunded(bank):
    order = a_debit()
    say("POST", "debits/", order)
    assert say("POST", "refunds/", {"key": str(uuid4()), "debit": order["key"], "amount": "1.00"}).status_code == 409


def test_every_balance_is_what_its_statement_adds_up_to(bank, paid):
    for account in Account.objects.all():
        amounts = list(account.entries.values_list("amount", flat=True))
        assert account.balance == sum(amounts, Decimal(0))
        assert [entry.balance for entry in account.entries.order_by("-pk")[:1]] in ([], [account.balance])
    number = Debit.objects.get(key=paid).number
    assert set(Entry.objects.filter(number=number).values_list("account__number", "amount")) == {
        (ROSA, Decimal("-12.50")),
        (COLLECTED_IN, Decimal("12.50")),
    }


def test_a_debit_whose_time_is_over_says_so(bank):
    order = a_debit()
    say("POST", "debits/", order)
    Debit.objects.filter(key=order["key"]).update(expires_at=timezone.now())
    answer = say("GET", f"debits/{order['key']}/").json()
    assert (answer["state"], answer["reason"]) == ("expired", "expired")
