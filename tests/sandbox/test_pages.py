"""What people see of the bank."""

import csv
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sandbox.models import Account, Debit, Outage
from sandbox.money import top_up
from sandbox.story import open_accounts
from shop.outbox.letters import address
from tests.testbed.bank import CLOSED, COLLECTED_IN, ROSA, TOM, in_half_an_hour

pytestmark = pytest.mark.django_db
BACK = address("/back/")


@pytest.fixture
def debit():
    open_accounts(timezone.now())
    return Debit.objects.create(
        key=uuid4(),
        payee=Account.objects.get(number=COLLECTED_IN),
        amount=Decimal("24.30"),
        currency="GBP",
        reference="Order 234-679-CFH",
        return_to=BACK,
        expires_at=in_half_an_hour(),
    )


def window(debit):
    return f"/sandbox/bank/pay/{debit.code}/"


def pays(client, debit, number="2001 0001", secret="1234"):
    return client.post(window(debit), {"number": number, "secret": secret})


def test_the_payer_sees_to_whom_and_how_much_pays_and_is_led_back(client, debit):
    page = client.get(window(debit))
    assert "£24.30" in page.text
    assert "Order 234-679-CFH" in page.text
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    paid = pays(client, debit)
    assert (paid.status_code, paid.headers["Location"]) == (302, BACK)
    debit.refresh_from_db()
    assert debit.number in client.get(window(debit)).text
    assert pays(client, debit).headers["Location"] == BACK, "A second click leads back as well"
    assert Account.objects.get(number=ROSA).balance == Decimal("475.70")


@pytest.mark.parametrize(
    ("number", "secret", "why"),
    [
        ("2001 0001", "9999", "belong together"),
        ("", "", "Please fill this in."),
        (TOM, "4567", "enough money"),
        (CLOSED, "5678", "closed"),
        ("1000 0001", "1000", "is paid"),
    ],
)
def test_who_cant_pay_is_told_why_and_keeps_what_was_typed(client, debit, number, secret, why):
    page = pays(client, debit, number, secret)
    assert page.status_code == 422
    assert why in page.text
    assert number in page.text
    assert f'value="{secret}"' not in page.text or not secret
    debit.refresh_from_db()
    assert debit.is_waiting


def test_who_leaves_is_led_back_and_the_debit_is_over(client, debit):
    assert client.post(window(debit), {"cancel": "1"}).headers["Location"] == BACK
    assert "Nothing was taken" in client.get(window(debit)).text
    pays(client, debit)
    assert Account.objects.get(number=ROSA).balance == Decimal(500)


def test_five_wrong_secrets_lock_an_account_until_the_desk_unlocks_it(client, debit):
    for _ in range(5):
        pays(client, debit, secret="0000")
    assert "locked" in pays(client, debit).text
    rosa = Account.objects.get(number=ROSA)
    client.post(f"/sandbox/bank/desk/accounts/{rosa.pk}/unlock/")
    assert pays(client, debit).status_code == 302


def test_a_right_secret_forgets_the_wrong_ones(client, debit):
    for _ in range(4):
        pays(client, debit, secret="0000")
    pays(client, debit)
    assert Account.objects.get(number=ROSA).wrong_secrets == 0


def test_too_late_is_too_late(client, debit):
    Debit.objects.update(expires_at=timezone.now())
    pays(client, debit)
    assert "The time to pay is over" in client.get(window(debit)).text
    debit.refresh_from_db()
    assert debit.state == "expired"


def test_a_window_that_never_was_is_not_found(client):
    assert client.get("/sandbox/bank/pay/guessed/").status_code == 404


def test_a_statement_is_for_who_knows_its_secret(client, debit):
    pays(client, debit)
    assert client.get("/sandbox/bank/account/statement/").headers["Location"] == "/sandbox/bank/account/"
    client.post("/sandbox/bank/account/", {"number": "2001 0001", "secret": "1234"})
    page = client.get("/sandbox/bank/account/statement/").text
    assert "-24.30" in page
    assert "475.70" in page
    rows = list(csv.reader(StringIO(client.get("/sandbox/bank/account/statement.csv").text)))
    assert rows[1][1:3] == ["CafeDjango", "Order 234-679-CFH"]
    assert rows[1][4:] == ["-24.30", "475.70"]
    client.post("/sandbox/bank/account/leave/")
    assert client.get("/sandbox/bank/account/statement/").status_code == 302


def test_somebody_elses_mark_opens_no_statement(client, debit):
    client.cookies["sandbox_bank"] = str(Account.objects.get(number=ROSA).pk)
    assert client.get("/sandbox/bank/account/statement/").status_code == 302


def test_a_long_statement_has_pages_and_no_live_formula(client, debit):
    rosa = Account.objects.get(number=ROSA)
    for turn in range(30):
        top_up(account=rosa, amount=Decimal(1), now=timezone.now(), reference=f"=1+{turn}")
    client.post("/sandbox/bank/account/", {"number": ROSA, "secret": "1234"})
    assert "Page 1 of 2" in client.get("/sandbox/bank/account/statement/").text
    assert "Opening balance" in client.get("/sandbox/bank/account/statement/?page=2").text
    assert client.get("/sandbox/bank/account/statement/?page=999").status_code == 200
    assert ",=1" not in client.get("/sandbox/bank/account/statement.csv").text


def test_the_desk_pays_in_closes_and_breaks_things(client, debit):
    rosa = Account.objects.get(number=ROSA)
    desk = "/sandbox/bank/desk/"
    assert "Rosa Whitfield" in client.get(desk).text
    client.post(f"{desk}accounts/{rosa.pk}/pay-in/", {"amount": "10.00"})
    client.post(f"{desk}accounts/{rosa.pk}/close/")
    rosa.refresh_from_db()
    assert (rosa.balance, rosa.is_closed) == (Decimal(510), True)
    refused = client.post(f"{desk}accounts/{rosa.pk}/pay-in/", {"amount": "lots"})
    assert refused.status_code == 422
    assert "lots" in refused.text
    client.post(f"{desk}break/", {"kind": "slow", "left": "3", "seconds": "1"})
    assert "Answers come late: 3 more, 1 s late" in client.get(desk).text
    assert client.post(f"{desk}break/", {"kind": "slow", "left": "0", "seconds": "1"}).status_code == 422
    client.post(f"{desk}mend/")
    assert not Outage.objects.filter(left__gt=0).exists()


def test_the_desk_leads_nobody_to_a_payers_window(client, debit):
    page = client.get("/sandbox/bank/desk/").text
    assert debit.reference in page
    assert debit.code not in page
    assert BACK not in page


def test_nothing_happens_without_the_forms_own_token(debit):
    strict = Client(enforce_csrf_checks=True)
    assert pays(strict, debit).status_code == 403
    rosa = Account.objects.get(number=ROSA)
    assert strict.post(f"/sandbox/bank/desk/accounts/{rosa.pk}/close/").status_code == 403
