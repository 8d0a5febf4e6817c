"""What a trade account owes is a list that only grows, and agrees with what moved."""

from decimal import Decimal
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from shop.payments import bookkeeping, domain
from shop.payments.actions.opening import open_payment
from shop.payments.actions.posting import post, reverse, write_transfers
from shop.payments.actions.refunding import refund
from shop.payments.actions.settling import settle
from shop.payments.domain import Portion
from shop.payments.models import Posting, Transfer
from shop.payments.statements import balance, balances, ledger_of
from tests.factories import TradeAccountFactory
from tests.shop.payments.conftest import begin_at_bank
from tests.testbed.bank import an_order

D = Decimal


@pytest.fixture
def account(db):
    return TradeAccountFactory()


def a_wish(account, *orders):
    return open_payment(
        checkout=uuid4().hex,
        portions=[Portion(order.pk, order.number, order.total_incl_tax) for order in orders],
        currency="GBP",
        by_way_of="bank",
        account=account,
        now=timezone.now(),
    )


def charge(payment, share):
    return Transfer(
        share=share, kind=domain.CHARGE, amount=share.amount, gateway="bank", number=f"T-{payment.pk}-{share.pk}"
    )


@pytest.fixture
def came_in():
    """Money that is written as come in."""

    def write(account, *orders):
        payment = a_wish(account, *orders or [an_order()])
        type(payment).objects.filter(pk=payment.pk).update(state=domain.PAID)
        write_transfers(transfers=[charge(payment, share) for share in payment.shares.all()], now=timezone.now())
        return Transfer.objects.filter(share__payment=payment).order_by("pk")

    return write


def cafe_of(order):
    return order.lines.get().partner.cafe


def test_what_an_account_pays_and_gets_back_stands_on_its_ledger_with_the_balance_after_it(bank):
    account, order = TradeAccountFactory(), an_order("12.50")
    payment = a_wish(account, order)
    begin_at_bank(payment)
    bank.pays(payment.key)
    settle(payment=payment, now=timezone.now())
    refund(share=payment.shares.get(), amount=D("2.50"), reason="One was damaged", by=None, now=timezone.now())

    lines = [(each.amount, each.balance) for each in ledger_of(account, cafe_of(order))]
    assert lines == [(D("-12.50"), D("-12.50")), (D("2.50"), D("-10.00"))]
    assert [(each.cafe, each.currency, each.amount) for each in balances(account)] == [
        (cafe_of(order), "GBP", D("-10.00"))
    ]


def test_each_café_has_a_balance_of_its_own(account, came_in):
    loaf, beans = an_order("4.00"), an_order("9.00")
    came_in(account, loaf, beans)
    assert (balance(account, cafe_of(loaf)), balance(account, cafe_of(beans))) == (D("-4.00"), D("-9.00"))


def test_what_a_guest_pays_stands_on_nobodys_ledger(db, came_in):
    came_in(None)
    assert not Posting.objects.exists()


def test_it_is_posted_once_however_often_it_is_asked_for(account, came_in):
    transfers = came_in(account)
    assert post(transfers=transfers, now=timezone.now()) == []
    assert Posting.objects.count() == 1


def test_an_error_is_reversed_by_a_new_row_and_then_posted_as_it_should_have_been(account, came_in):
    order = an_order("12.50")
    [transfer] = came_in(account, order)
    posted = Posting.objects.get()
    reverse(posting=posted, reason="Of another company", by=None, now=timezone.now())
    assert balance(account, cafe_of(order)) == 0
    [again] = post(transfers=[transfer], now=timezone.now())
    assert (again.turn, balance(account, cafe_of(order))) == (2, D("-12.50"))
    assert [each.words for each in ledger_of(account, cafe_of(order))] == [
        f"Paid, {transfer.number}",
        "Reversed: Of another company",
        f"Paid, {transfer.number}",
    ]


def test_a_reversal_is_made_once_and_has_its_reason_and_is_none_of_a_reversal(account, came_in):
    came_in(account)
    posted = Posting.objects.get()
    with pytest.raises(bookkeeping.NeedsAReason):
        reverse(posting=posted, reason=" ", by=None, now=timezone.now())
    reversal = reverse(posting=posted, reason="Of another company", by=None, now=timezone.now())
    with pytest.raises(bookkeeping.AlreadyReversed):
        reverse(posting=posted, reason="Once more", by=None, now=timezone.now())
    with pytest.raises(bookkeeping.ItselfAReversal):
        reverse(posting=reversal, reason="Back again", by=None, now=timezone.now())
    assert Posting.objects.count() == 2


def test_the_database_itself_keeps_what_was_posted(account, came_in):
    came_in(account)
    for change in (
        lambda: Posting.objects.update(amount=1),
        lambda: Posting.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            change()
    assert Posting.objects.count() == 1


def test_the_database_itself_refuses_a_second_posting_of_the_same(account, came_in):
    came_in(account)
    posted = Posting.objects.get()
    posted.pk, posted._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        posted.save()


def test_when_accounts_merge_their_ledgers_are_read_as_one(account, came_in):
    order = an_order("5.00")
    came_in(account, order)
    kept = TradeAccountFactory()
    type(account).objects.filter(pk=account.pk).update(merged_into=kept, status="closed")
    assert balance(kept, cafe_of(order)) == D("-5.00")


def test_the_ledger_begins_with_what_moved_before_there_was_one(account):
    order = an_order("12.50")
    payment = a_wish(account, order)
    guests = a_wish(None, an_order())
    earlier = [charge(each, each.shares.get()) for each in (payment, guests)]
    Transfer.objects.bulk_create(earlier)
    import_module("shop.payments.migrations.0005_ledger_is_written_once").begin_ledger(apps, None)
    assert balance(account, cafe_of(order)) == D("-12.50")
    assert Posting.objects.count() == 1
