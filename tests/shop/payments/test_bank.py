"""Paying by bank, over a real line: a debit is one debit, whatever is lost on the way."""

import json
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from sandbox.models import Account, Debit
from sandbox.money import Declined
from sandbox.money import cancel as cancelled_by_the_payer
from shop.payments import domain
from shop.payments.actions.opening import open_payment
from shop.payments.actions.settling import call_off, expire, settle
from shop.payments.domain import Portion
from shop.payments.models import Transfer
from shop.payments.outside import InsideATransaction
from shop.payments.queries import money_of, unsettled
from tests.shop.payments.conftest import begin_at_bank
from tests.testbed.bank import CLOSED, COLLECTED_IN, HARTLEYS, TOM, an_order, in_half_an_hour


@contextmanager
def saying(status, body, then=None):
    """A bank that says the same to everything; or something else after its first answer."""
    answers = [(status, body), then or (status, body)]

    class Says(BaseHTTPRequestHandler):
        def do_GET(self):
            said, words = answers.pop(0) if len(answers) > 1 else answers[0]
            text = json.dumps(words).encode()
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(said)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET

        def log_message(self, *about):
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Says) as line:
        Thread(target=line.serve_forever, daemon=True).start()
        with override_settings(BANK_API_URL=f"http://127.0.0.1:{line.server_port}/"):
            yield
        line.shutdown()


def transfers(payment):
    return sorted(
        Transfer.objects.filter(share__payment=payment).values_list("kind", "amount"), key=lambda each: each[1]
    )


def test_a_basket_of_two_cafes_is_one_debit_and_a_transfer_for_each_order(bank, begun):
    payment = begun("12.50", "30.05")
    before = bank.balance(HARTLEYS), bank.balance(COLLECTED_IN)
    paid = bank.pays(payment.key)

    settled = settle(payment=payment, now=timezone.now())

    assert (settled.before, settled.payment.state, settled.changed) == (domain.ASKED, domain.PAID, True)
    assert settled.payment.number == paid.number
    assert transfers(payment) == [("charge", Decimal("12.50")), ("charge", Decimal("30.05"))]
    assert (bank.balance(HARTLEYS), bank.balance(COLLECTED_IN)) == (
        before[0] - Decimal("42.55"),
        before[1] + Decimal("42.55"),
    )
    orders = list(payment.shares.values_list("order", flat=True))
    assert [money.charged for money in money_of(orders).values()] == [Decimal("12.50"), Decimal("30.05")]


def test_what_is_not_paid_yet_stays_open(bank, begun):
    payment = begun()
    settled = settle(payment=payment, now=timezone.now())
    assert not settled.changed
    assert settled.payment.state == domain.ASKED


@pytest.mark.parametrize(
    ("number", "secret", "why"),
    [
        (HARTLEYS, "0000", "belong together"),
        ("99999999", "1234", "belong together"),
        (TOM, None, "enough money"),
        (CLOSED, None, "closed"),
    ],
)
def test_who_is_declined_can_pay_from_another_account_and_it_is_one_debit(bank, begun, number, secret, why):
    payment = begun()
    with pytest.raises(Declined, match=why):
        bank.pays(payment.key, number, secret or {TOM: "4567", CLOSED: "5678"}[number])
    assert settle(payment=payment, now=timezone.now()).payment.state == domain.ASKED

    bank.pays(payment.key)

    assert settle(payment=payment, now=timezone.now()).payment.is_paid
    assert bank.debits(payment.key) == ["done"]


def test_who_leaves_the_banks_page_is_told_and_can_begin_anew(bank, begun, wish):
    payment = begun()
    cancelled_by_the_payer(debit=Debit.objects.get(key=payment.key), now=timezone.now())
    settled = settle(payment=payment, now=timezone.now())
    assert settled.payment.state == domain.FAILED
    assert settled.payment.reason == "You left the bank's page without paying."
    assert wish(checkout=payment.checkout).key != payment.key


def test_what_is_being_paid_or_is_paid_is_not_asked_for_again(bank, begun, wish):
    payment = begun()
    with pytest.raises(domain.BeingPaid):
        wish(checkout=payment.checkout)
    bank.pays(payment.key)
    settle(payment=payment, now=timezone.now())
    with pytest.raises(domain.AlreadyPaid):
        wish(checkout=payment.checkout)


def test_beginning_twice_leads_to_the_same_page(bank, wish):
    payment = wish()
    assert begin_at_bank(payment).page == begin_at_bank(payment).page
    assert bank.debits(payment.key) == ["waiting"]


def test_an_answer_that_was_lost_is_asked_for_and_not_told_again(bank, wish):
    payment = wish()
    bank.breaks("drop")
    assert begin_at_bank(payment).page
    assert bank.debits(payment.key) == ["waiting"]


def test_a_bank_that_is_broken_is_said_to_be_so_and_nothing_is_debited(bank, wish):
    payment = wish()
    bank.breaks("error", times=2)
    started = begin_at_bank(payment)
    assert started.unheard
    assert (started.page, bank.debits(payment.key)) == ("", [])
    assert begin_at_bank(payment).page, "It can be begun once the bank is well"


def test_silence_settles_nothing(bank, begun):
    payment = begun()
    bank.pays(payment.key)
    bank.breaks("error")
    assert not settle(payment=payment, now=timezone.now()).changed
    assert settle(payment=payment, now=timezone.now()).payment.is_paid


def test_what_nobody_paid_in_time_can_never_be_paid(bank, begun):
    payment = begun()
    assert expire(payment=payment, now=in_half_an_hour()).payment.state == domain.EXPIRED
    assert bank.pays(payment.key).state == "declined"
    assert transfers(payment) == []


def test_what_was_paid_in_the_last_second_is_kept(bank, begun):
    payment = begun()
    bank.pays(payment.key)
    assert expire(payment=payment, now=in_half_an_hour()).payment.is_paid
    assert len(transfers(payment)) == 1


def test_a_payment_is_not_given_up_while_the_bank_can_not_be_asked(bank, begun):
    payment = begun()
    bank.breaks("error", times=2)
    assert expire(payment=payment, now=in_half_an_hour()).payment.state == domain.ASKED
    assert payment in unsettled(in_half_an_hour())


def test_who_chooses_another_way_can_not_pay_at_the_bank_any_more(bank, begun):
    payment = begun()
    assert call_off(payment=payment, now=timezone.now()).payment.state == domain.FAILED
    assert bank.debits(payment.key) == ["declined"]


def test_money_that_comes_after_all_is_never_lost(bank, begun):
    payment = begun()
    bank.pays(payment.key)
    type(payment).objects.filter(pk=payment.pk).update(state=domain.EXPIRED)
    settled = settle(payment=payment, now=timezone.now())
    assert (settled.before, settled.payment.state) == (domain.EXPIRED, domain.PAID)


@pytest.fixture
def no_longer_collecting(bank):
    """The bank refuses to take on what is new: all it says is 422."""
    yield lambda: Account.objects.filter(number=COLLECTED_IN).update(is_closed=True)
    Account.objects.filter(number=COLLECTED_IN).update(is_closed=False)


def test_what_the_bank_refuses_to_take_on_is_not_paid(bank, wish, no_longer_collecting):
    no_longer_collecting()
    started = begin_at_bank(wish())
    assert (started.payment.state, started.page) == (domain.FAILED, "")


def test_a_refusal_is_no_proof_that_an_earlier_try_was_not_paid(bank, begun, no_longer_collecting):
    payment = begun()
    bank.pays(payment.key)
    no_longer_collecting()
    assert begin_at_bank(payment).payment.is_paid


def test_a_refusal_followed_by_silence_settles_nothing(bank, begun):
    payment = begun()
    bank.pays(payment.key)
    with saying(422, {"error": "No."}, then=(500, {})):
        assert begin_at_bank(payment).unheard
    assert settle(payment=payment, now=timezone.now()).payment.is_paid


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "", "amount": "12.50"},
        {"amount": "12.50"},
        {"number": "T" * 81, "amount": "12.50"},
        {"number": "T1"},
        {"number": "T1", "amount": "much"},
        {"number": "T1", "amount": "NaN"},
        {"number": "T1", "amount": "1e99"},
    ],
)
def test_a_done_that_makes_no_sense_is_no_answer(bank, begun, wrong):
    payment = begun()
    with saying(200, {"state": "done"} | wrong):
        assert settle(payment=payment, now=timezone.now()).payment.state == domain.ASKED


@pytest.mark.parametrize("status", [302, 400, 410])
def test_only_a_bank_that_knows_the_payment_says_that_it_failed(bank, begun, status):
    payment = begun()
    with saying(status, {"error": "Not now."}):
        assert settle(payment=payment, now=timezone.now()).payment.state == domain.ASKED


def test_another_amount_than_was_asked_for_is_not_written_as_paid(bank, begun):
    payment = begun()
    Debit.objects.filter(key=payment.key).update(amount=Decimal("12.51"))
    bank.pays(payment.key)
    settled = settle(payment=payment, now=timezone.now())
    assert (settled.wrong, settled.payment.state, transfers(payment)) == (Decimal("12.51"), domain.ASKED, [])


def test_the_bank_is_never_asked_inside_a_transaction(bank, begun):
    payment = begun()
    with transaction.atomic(), pytest.raises(InsideATransaction):
        settle(payment=payment, now=timezone.now())


def test_what_costs_nothing_is_paid_at_once(bank):
    order = an_order()
    payment = open_payment(
        checkout=uuid4().hex,
        portions=[Portion(order.pk, order.number, Decimal(0))],
        currency="GBP",
        by_way_of="bank",
        account=None,
        now=timezone.now(),
    )
    assert payment.is_paid
    assert begin_at_bank(payment).page == ""
