from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from shop.payments import domain
from shop.payments.actions.refunding import carry_out, refund
from shop.payments.actions.settling import settle
from shop.payments.models import Share, Transfer
from shop.payments.queries import money_of, refunds_on_their_way
from tests.testbed.bank import HARTLEYS, in_half_an_hour


@pytest.fixture
def share(bank, begun):
    payment = begun("10.00")
    bank.pays(payment.key)
    return settle(payment=payment, now=timezone.now()).payment.shares.get()


def give(share, amount):
    return refund(share=share, amount=Decimal(amount), reason="One was damaged", by=None, now=timezone.now())


def test_what_is_paid_back_is_back_in_the_account_and_on_the_order(bank, share):
    before = bank.balance(HARTLEYS)
    given = give(share, "2.50")
    assert given.state == domain.PAID_BACK
    assert bank.balance(HARTLEYS) == before + Decimal("2.50")
    assert given.transfer.number == given.number
    money = money_of([share.order_id])[share.order_id]
    assert (money.charged, money.refunded) == (Decimal(10), Decimal("2.50"))
    assert domain.still_due(Decimal("7.50"), money.charged, money.refunded) == 0


@pytest.mark.parametrize("amount", ["10.01", "0", "-1"])
def test_never_more_than_came_in_and_never_nothing(bank, share, amount):
    with pytest.raises(domain.MoreThanWasPaid):
        give(share, amount)
    assert not share.refunds.exists()


def test_what_was_not_paid_is_not_paid_back(bank, begun):
    with pytest.raises(domain.NotSettled):
        give(begun().shares.get(), "1")


def test_a_refund_without_an_answer_is_on_its_way_and_is_paid_back_once(bank, share):
    bank.breaks("error", times=2)
    waiting = give(share, "4.00")
    assert waiting.state == domain.ASKED_BACK
    assert waiting in refunds_on_their_way(in_half_an_hour())
    with pytest.raises(domain.MoreThanWasPaid, match=r"£6\.00 is left"):
        give(share, "6.01")

    before = bank.balance(HARTLEYS)
    bank.breaks("drop")
    assert carry_out(refund=waiting, now=timezone.now()).state == domain.PAID_BACK
    assert carry_out(refund=waiting, now=timezone.now()).state == domain.PAID_BACK
    assert bank.balance(HARTLEYS) == before + Decimal(4)


@pytest.mark.parametrize("rows", [Transfer, Share])
def test_the_database_itself_keeps_what_moved(bank, share, rows):
    row = rows.objects.order_by("pk").last()
    for change in (
        lambda: rows.objects.filter(pk=row.pk).update(amount=1),
        lambda: rows.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            change()
