"""Many at once: one debit, one effect, and never more back than came in."""

from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from sandbox.money import Declined
from shop.money import NOTHING
from shop.payments import domain
from shop.payments.actions import refunding
from shop.payments.actions.refunding import ask_refund, carry_out, refund
from shop.payments.actions.settling import settle
from shop.payments.gateways import gateway
from shop.payments.models import Payment, Refund, Transfer
from shop.refusals import Refusal
from tests.testbed.bank import COLLECTED_IN, an_order
from tests.testbed.race import race

COUNTS = [pytest.param(16, 1, id="sixteen"), pytest.param(16, 10, id="full", marks=pytest.mark.heavy)]


def on_a_line_of_its_own(action):
    def run():
        try:
            return action()
        except (Refusal, Declined) as refusal:
            return refusal
        finally:
            connection.close()

    return run


@pytest.fixture
def paid(bank, begun):
    def pay(*amounts):
        payment = begun(*amounts)
        bank.pays(payment.key)
        return settle(payment=payment, now=timezone.now()).payment

    return pay


@pytest.mark.parametrize(("many", "times"), COUNTS)
def test_return_page_event_and_sweep_at_once_have_one_effect(bank, begun, many, times):
    for _ in range(times):
        payment = begun("12.50", "30.05")
        bank.pays(payment.key)
        rows = [type(payment).objects.get(pk=payment.pk) for _ in range(many)]
        settled = race([on_a_line_of_its_own(partial(settle, payment=row, now=timezone.now())) for row in rows])
        assert sum(each.changed for each in settled) == 1
        assert all(each.payment.is_paid for each in settled)
        assert Transfer.objects.filter(share__payment=payment).count() == 2


def test_without_the_lock_more_than_one_would_think_that_they_settled_it(bank, begun):
    payment = begun()
    bank.pays(payment.key)
    all_looked = Barrier(16)

    def look_then_write():
        row = type(payment).objects.get(pk=payment.pk)
        outcome = gateway("bank").ask(row)
        all_looked.wait(timeout=30)
        if row.state == domain.ASKED:
            type(payment).objects.filter(pk=row.pk).update(state=outcome.state)
            return 1
        return 0

    assert sum(race([on_a_line_of_its_own(look_then_write)] * 16)) > 1


@pytest.mark.parametrize(("many", "times"), COUNTS)
def test_the_same_debit_paid_at_once_is_taken_once(bank, begun, many, times):
    for _ in range(times):
        payment, before = begun("4.00"), bank.balance(COLLECTED_IN)
        race([on_a_line_of_its_own(lambda key=payment.key: bank.pays(key))] * many)
        assert bank.balance(COLLECTED_IN) - before == Decimal(4)


@pytest.mark.parametrize(("many", "times"), COUNTS)
def test_sixteen_refunds_at_once_are_never_more_than_was_paid(bank, paid, many, times):
    for _ in range(times):
        payment, before = paid("10.00"), bank.balance(COLLECTED_IN)
        share = payment.shares.get()
        give = partial(refund, share=share, amount=Decimal(3), reason="Short", by=None, now=timezone.now())
        outcomes = race([on_a_line_of_its_own(give)] * many)
        assert sum(isinstance(each, domain.MoreThanWasPaid) for each in outcomes) == many - 3
        assert before - bank.balance(COLLECTED_IN) == Decimal(9)
        assert share.transfers.filter(kind="refund").count() == 3


def test_without_the_lock_more_would_be_paid_back_than_was_paid(bank, paid):
    share, all_looked = paid("10.00").shares.get(), Barrier(16)

    def look_then_write():
        left = refunding.left_of(share)
        all_looked.wait(timeout=30)
        if left >= Decimal(3):
            Refund.objects.create(share=share, amount=Decimal(3), reason="Short")

    race([on_a_line_of_its_own(look_then_write)] * 16)
    assert sum(share.refunds.values_list("amount", flat=True), NOTHING) > Decimal(10)


def test_a_refund_carried_out_by_many_is_paid_back_once(bank, paid):
    share = paid("10.00").shares.get()
    wished = ask_refund(share=share, amount=Decimal(4), reason="Short", by=None, now=timezone.now())
    before = bank.balance(COLLECTED_IN)
    race([on_a_line_of_its_own(partial(carry_out, refund=wished, now=timezone.now()))] * 16)
    assert before - bank.balance(COLLECTED_IN) == Decimal(4)
    assert share.transfers.filter(kind="refund").count() == 1


def test_sixteen_refunds_at_once_of_what_is_on_account_pay_nothing(bank):
    """Nothing was charged, so there is nothing that the lock could let through twice."""
    order = an_order()
    payment = Payment.objects.create(
        checkout="on account", gateway="account", amount=10, currency="GBP", state="due", expires_at=timezone.now()
    )
    share = payment.shares.create(order=order, amount=10)
    give = partial(refund, share=share, amount=Decimal(3), reason="Short", by=None, now=timezone.now())
    outcomes = race([on_a_line_of_its_own(give)] * 16)
    assert all(isinstance(each, domain.NotSettled) for each in outcomes)
    assert not share.refunds.exists()
