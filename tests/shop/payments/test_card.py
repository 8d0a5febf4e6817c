"""Paying by card, over a real line to our own Stripe: one charge, whatever is lost on the way."""

import time
from datetime import timedelta
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.actions import refunding
from shop.payments.actions.refunding import carry_out, refund
from shop.payments.actions.settling import call_off, expire, settle
from shop.payments.models import Payment, Refund, Transfer
from shop.refusals import Refusal
from tests.fake_stripe import cards, outages
from tests.fake_stripe.money import Declined
from tests.testbed.bank import in_half_an_hour
from tests.testbed.ports import free_port
from tests.testbed.race import race
from tests.testbed.stripes import begin_by_card, begun_by_card, card_payment


def asked(payment):
    return settle(payment=payment, now=timezone.now())


def transfers(payment):
    return sorted(Transfer.objects.filter(share__payment=payment).values_list("kind", "amount"))


def intents(stripe, payment):
    return [each for each in stripe.books.all("payment_intent") if each["metadata"]["payment"] == str(payment.key)]


def sessions(stripe, payment):
    return stripe.books.all("checkout.session", client_reference_id=str(payment.key))


def test_a_basket_of_two_cafes_is_one_charge_and_a_transfer_for_each_order(stripe):
    payment = begun_by_card("12.50", "30.05")
    assert not asked(payment).changed

    stripe.pays(payment.ticket)
    settled = asked(payment)

    (intent,) = intents(stripe, payment)
    assert (settled.before, settled.payment.state, settled.payment.number) == ("asked", "paid", intent["id"])
    assert transfers(payment) == [("charge", Decimal("12.50")), ("charge", Decimal("30.05"))]
    assert intent["amount_received"] == 4255


def test_a_card_that_is_declined_then_a_good_one_is_one_charge(stripe):
    payment = begun_by_card()
    with pytest.raises(Declined):
        stripe.pays(payment.ticket, cards.DECLINED.number)
    assert asked(payment).payment.state == domain.ASKED
    stripe.pays(payment.ticket)
    assert asked(payment).payment.is_paid
    assert len(intents(stripe, payment)) == 1


def test_a_card_that_asks_its_owner_is_charged_once_they_said_yes(stripe):
    payment = begun_by_card()
    with pytest.raises(Declined):
        stripe.pays(payment.ticket, cards.SECURE.number, proved=False)
    assert asked(payment).payment.state == domain.ASKED
    stripe.pays(payment.ticket, cards.SECURE.number, proved=True)
    assert asked(payment).payment.is_paid


def test_beginning_twice_leads_to_the_same_page(stripe):
    payment = card_payment()
    assert begin_by_card(payment).page == begin_by_card(payment).page
    assert len(sessions(stripe, payment)) == 1


@pytest.mark.parametrize("kind", [outages.ERROR, outages.BUSY, outages.DROP])
def test_an_answer_that_goes_wrong_is_asked_for_once_more_and_opens_one_page(stripe, kind):
    payment = card_payment()
    stripe.outages.begin(kind)
    assert begin_by_card(payment).unheard
    assert begin_by_card(payment).page
    assert len(sessions(stripe, payment)) == 1


def test_an_answer_that_is_late_is_not_waited_for_beyond_ten_seconds(stripe):
    payment, began = card_payment(), time.monotonic()
    stripe.outages.begin(outages.LATE, seconds=12)
    assert begin_by_card(payment).unheard
    assert time.monotonic() - began < 10


def test_nobody_at_the_other_end_settles_nothing(stripe):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    with override_settings(STRIPE_API_BASE=f"http://127.0.0.1:{free_port()}"):
        assert begin_by_card(card_payment()).unheard
        assert not asked(payment).changed
        assert expire(payment=payment, now=in_half_an_hour()).payment.state == domain.ASKED
    assert asked(payment).payment.is_paid


def test_what_was_never_begun_is_over_without_asking_anybody(stripe):
    assert expire(payment=card_payment(), now=in_half_an_hour()).payment.state == domain.EXPIRED


def test_a_page_that_nobody_paid_at_in_time_is_closed(stripe):
    payment = begun_by_card()
    assert expire(payment=payment, now=in_half_an_hour()).payment.state == domain.EXPIRED
    assert stripe.pays(payment.ticket)["status"] == "expired"
    assert (transfers(payment), intents(stripe, payment)) == ([], [])


def test_what_was_paid_in_the_last_second_is_kept(stripe):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    assert expire(payment=payment, now=in_half_an_hour()).payment.is_paid


def test_who_chooses_another_way_can_not_pay_by_card_any_more(stripe):
    payment = begun_by_card()
    assert call_off(payment=payment, now=timezone.now()).payment.state == domain.FAILED
    assert stripe.pays(payment.ticket)["status"] == "expired"


def test_money_that_comes_after_all_is_never_lost(stripe):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    Payment.objects.filter(pk=payment.pk).update(state=domain.EXPIRED)
    assert asked(payment).payment.is_paid


def test_another_amount_or_currency_than_was_asked_for_is_not_written_as_paid(stripe):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    (intent,) = intents(stripe, payment)
    intent["amount_received"] = 1251
    settled = asked(payment)
    assert (settled.wrong, settled.payment.state, transfers(payment)) == (Decimal("12.51"), domain.ASKED, [])
    intent |= {"amount_received": 1250, "currency": "eur"}
    assert asked(payment).payment.state == domain.ASKED


@pytest.mark.parametrize("wrong", [{"id": ""}, {"id": "p" * 81}, {"amount_received": None}, {"amount_received": -1}])
def test_a_success_that_makes_no_sense_is_no_answer(stripe, wrong):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    intents(stripe, payment)[0].update(wrong)
    assert asked(payment).payment.state == domain.ASKED


def test_what_stripe_refuses_to_take_on_is_not_paid(stripe):
    started = begin_by_card(card_payment("0.10", now=timezone.now() - timedelta(hours=2)))
    assert (started.payment.state, started.page) == (domain.FAILED, "")


@pytest.fixture
def share(stripe):
    payment = begun_by_card("10.00")
    stripe.pays(payment.ticket)
    return asked(payment).payment.shares.get()


def give(share, amount):
    return refund(share=share, amount=Decimal(amount), reason="One was damaged", by=None, now=timezone.now())


def given_back(stripe, share):
    return stripe.books.all("refund", payment_intent=share.payment.number)


def test_what_is_paid_back_is_back_on_the_card(stripe, share):
    given = give(share, "2.50")
    assert (given.state, [each["amount"] for each in given_back(stripe, share)]) == (domain.PAID_BACK, [250])
    assert given.transfer.number == given.number
    with pytest.raises(domain.MoreThanWasPaid):
        give(share, "7.51")


@pytest.mark.parametrize("kind", [outages.ERROR, outages.DROP])
def test_a_refund_without_an_answer_is_on_its_way_and_is_paid_back_once(stripe, share, kind):
    stripe.outages.begin(kind)
    waiting = give(share, "4.00")
    assert waiting.state == domain.ASKED_BACK
    for _ in range(2):
        assert carry_out(refund=waiting, now=timezone.now()).state == domain.PAID_BACK
    assert len(given_back(stripe, share)) == 1


def test_a_refund_of_days_ago_is_looked_for_before_it_is_asked_again(stripe, share):
    stripe.outages.begin(outages.DROP)
    waiting = give(share, "4.00")
    stripe.keys.known.clear()  # as Stripe does, after a day
    Refund.objects.filter(pk=waiting.pk).update(asked_at=timezone.now() - timedelta(days=2))
    assert carry_out(refund=waiting, now=timezone.now()).state == domain.PAID_BACK
    assert len(given_back(stripe, share)) == 1


def test_what_was_given_back_by_hand_at_stripe_is_not_given_back_again(stripe, share):
    stripe.books.things[share.payment.number]["refunded"] = 1000
    failed = give(share, "4.00")
    assert failed.state == domain.NOT_PAID_BACK
    assert "already been refunded" in failed.failure


def on_a_line_of_its_own(action):
    def run():
        try:
            return action()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    return run


COUNTS = [pytest.param(1, id="once"), pytest.param(10, id="full", marks=pytest.mark.heavy)]


@pytest.mark.parametrize("times", COUNTS)
def test_sixteen_refunds_at_once_are_never_more_than_was_taken(stripe, times):
    for _ in range(times):
        payment = begun_by_card("10.00")
        stripe.pays(payment.ticket)
        share = asked(payment).payment.shares.get()
        outcomes = race([on_a_line_of_its_own(partial(give, share, "3.00"))] * 16)
        assert sum(isinstance(each, domain.MoreThanWasPaid) for each in outcomes) == 13
        assert [each["amount"] for each in given_back(stripe, share)] == [300] * 3
        assert share.transfers.filter(kind="refund").count() == 3


def test_control_without_the_lock_more_would_be_asked_back_than_was_taken(stripe, share):
    all_looked = Barrier(16)

    def look_then_write():
        left = refunding.left_of(share)
        all_looked.wait(timeout=30)
        if left >= Decimal(3):
            Refund.objects.create(share=share, amount=Decimal(3), reason="Short")

    race([on_a_line_of_its_own(look_then_write)] * 16)
    assert sum(share.refunds.values_list("amount", flat=True), NOTHING) > Decimal(10)


@pytest.mark.parametrize("times", COUNTS)
def test_return_page_event_and_sweep_at_once_have_one_effect(stripe, times):
    for _ in range(times):
        payment = begun_by_card("12.50", "30.05")
        stripe.pays(payment.ticket)
        rows = [Payment.objects.get(pk=payment.pk) for _ in range(16)]
        settled = race([on_a_line_of_its_own(partial(asked, row)) for row in rows])
        assert sum(each.changed for each in settled) == 1
        assert len(transfers(payment)) == 2
