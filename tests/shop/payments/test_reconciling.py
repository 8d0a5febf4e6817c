"""Every night the books are held against the bank's: a clean night finds nothing, and each kind of fault is found."""

from decimal import Decimal

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Debit
from sandbox.money import refund as paid_back_at_the_bank
from shop.ordering.domain import PENDING as WAITS
from shop.payments import domain
from shop.payments.actions.posting import post
from shop.payments.actions.reconciling import begin, go_on
from shop.payments.actions.refunding import ask_refund, refund
from shop.payments.actions.settling import settle
from shop.payments.bookkeeping import GIVEN, ORDERED, POSTED, TAKEN, WRITTEN
from shop.payments.comparing import PENDING
from shop.payments.models import Difference, Payment, Refund
from shop.payments.tasks import reconcile
from tests.factories import TradeAccountFactory
from tests.shop.payments.conftest import begin_at_bank
from tests.shop.payments.test_ledger import a_wish, charge
from tests.testbed.bank import an_order


def compared():
    """What this night found that was not known before: the books are the same for all tests of this module."""
    now = timezone.now()
    run = begin(now=now)
    assert go_on(run=run, after=0, now=now) is None
    run.refresh_from_db()
    assert run.ended_at
    return run, set(Difference.objects.filter(found_at=now).values_list("kind", "subject"))


def found():
    return compared()[1]


@pytest.fixture
def at_the_bank(bank):
    """Paid there, and nobody here has heard of it."""

    def pay(account=None):
        payment = a_wish(account, an_order("12.50"))
        begin_at_bank(payment)
        bank.pays(payment.key)
        return payment

    return pay


@pytest.fixture
def paid(at_the_bank):
    return lambda account=None: settle(payment=at_the_bank(account), now=timezone.now()).payment


def say(payment, state):
    Payment.objects.filter(pk=payment.pk).update(state=state, number="T-1", settled_at=timezone.now())


def give_back(share, amount, act):
    return act(share=share, amount=Decimal(amount), reason="One was damaged", by=None, now=timezone.now())


def test_a_clean_night_finds_nothing(bank, paid):
    account = TradeAccountFactory()
    give_back(paid(account).shares.get(), "2.50", refund)
    paid()
    a_wish(None, an_order())
    run, differences = compared()
    assert differences == set()
    assert run.asked >= 2


def test_money_that_the_bank_took_and_we_know_nothing_of_is_found(at_the_bank):
    payment = at_the_bank()
    say(payment, domain.FAILED)
    assert found() == {(TAKEN, f"payment {payment.pk}")}
    assert "the provider took £12.50; we have written £0.00" in Difference.objects.get(payment=payment).words


def test_money_that_we_have_written_and_the_bank_never_took_is_found(bank):
    payment = a_wish(None, an_order())
    say(payment, domain.PAID)
    charge(payment, payment.shares.get()).save()
    assert found() == {(TAKEN, f"payment {payment.pk}")}


def test_money_that_the_bank_paid_back_and_we_know_nothing_of_is_found(paid):
    payment = paid()
    wished = give_back(payment.shares.get(), "4.00", ask_refund)
    debit = Debit.objects.get(key=payment.key)
    paid_back_at_the_bank(key=wished.key, debit=debit, amount=Decimal(4), now=timezone.now())
    Refund.objects.filter(pk=wished.pk).update(state=domain.NOT_PAID_BACK)
    assert found() == {(GIVEN, f"refund {wished.pk}")}


def test_a_payment_that_is_paid_without_money_written_is_found(bank):
    payment = a_wish(None, an_order())
    say(payment, domain.PAID)
    assert found() == {(WRITTEN, f"payment {payment.pk}")}


@pytest.mark.parametrize("state", ["Received", "Cancelled"])
def test_an_order_that_goes_on_unpaid_and_one_that_ended_with_its_money_are_found(bank, paid, state):
    payment = a_wish(None, an_order()) if state == "Received" else paid()
    order = payment.shares.get().order_id
    get_model("order", "Order").objects.filter(pk=order).update(status=state)
    assert found() == {(ORDERED, f"order {order}")}


def test_money_of_an_account_that_is_not_on_its_ledger_is_found_until_it_is_posted(at_the_bank):
    payment = at_the_bank(TradeAccountFactory())
    say(payment, domain.PAID)
    missed = charge(payment, payment.shares.get())
    missed.save()
    assert found() == {(POSTED, f"transfer {missed.pk}")}
    assert found() == set(), "It is known already"

    post(transfers=[missed], now=timezone.now())
    assert found() == set()
    assert Difference.objects.get(subject=f"transfer {missed.pk}").gone_at


def test_a_bank_that_does_not_answer_proves_nothing(bank, at_the_bank):
    payment = at_the_bank()
    say(payment, domain.FAILED)
    assert found() == {(TAKEN, f"payment {payment.pk}")}
    bank.breaks("error", times=1000)
    run, differences = compared()
    bank.breaks("error", times=0)
    assert (differences, run.unheard) == (set(), run.asked)
    assert Difference.objects.get(payment=payment).gone_at is None


def test_what_is_mended_and_breaks_again_is_told_again(at_the_bank):
    payment = at_the_bank()
    say(payment, domain.FAILED)
    assert found()
    settle(payment=payment, now=timezone.now())
    assert found() == set()
    Difference.objects.get(payment=payment, gone_at__isnull=False)

    get_model("order", "Order").objects.filter(shares__payment=payment).update(status="Lapsed")
    assert found() == {(ORDERED, f"order {payment.shares.get().order_id}")}


def test_the_nightly_task_goes_to_the_end(bank, paid):
    payment = paid(TradeAccountFactory())
    reconcile()
    assert not Difference.objects.filter(payment=payment).exists()


def test_an_order_that_waits_is_called_the_same_below():
    assert PENDING == WAITS
