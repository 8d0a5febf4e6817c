"""Paying by bank, over a real line: a debit is one debit, whatever is lost on the way."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from sandbox.models import Debit
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
