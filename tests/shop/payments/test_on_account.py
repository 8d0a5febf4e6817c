"""On account: nothing is charged, and never more is promised than the limit allows."""

from decimal import Decimal
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from shop.ordering.domain import GIVES_STOCK_BACK
from shop.payments import domain
from shop.payments.actions.opening import open_payment, start
from shop.payments.actions.settling import call_off, settle
from shop.payments.gateways.interface import Wish
from shop.payments.models import Payment, Share, Transfer
from shop.payments.owed import CAME_TO_NOTHING, owed
from shop.payments.queries import choices
from shop.refusals import Refusal
from tests.factories import TradeAccountFactory
from tests.testbed.bank import an_order
from tests.testbed.race import race


def account_of(limit="100", terms="net_14", **fields):
    return TradeAccountFactory(terms=terms, credit_limit=Decimal(limit), **fields)


def on_account(account, *orders):
    """Placed as the house places: rows first, then begun."""
    with transaction.atomic():
        payment = open_payment(
            checkout=uuid4().hex,
            portions=[portion_of(order) for order in orders],
            currency="GBP",
            by_way_of="account",
            account=account,
            now=timezone.now(),
        )
    return start(payment=payment, return_url=settings.SITE_URL, now=timezone.now()).payment


def portion_of(order):
    return domain.Portion(order.pk, order.number, order.total_incl_tax)


def way(account, amount, code="account"):
    found = choices(Wish(Decimal(amount), "GBP", account))
    return next((choice for choice in found if choice.code == code), None)


def test_what_goes_on_account_is_settled_at_once_and_nothing_moves(db):
    account = account_of()
    payment = on_account(account, an_order("12.50"), an_order("30.00"))
    assert (payment.state, payment.is_settled) == (domain.DUE, True)
    assert not Transfer.objects.exists()
    assert owed(account) == Decimal("42.50")


def test_an_order_beyond_what_is_left_is_refused_and_leaves_nothing_behind(db):
    account = account_of("40")
    on_account(account, an_order("30.00"))
    with pytest.raises(domain.NotOnAccount, match=r"£10\.00 of £40\.00 is left"):
        on_account(account, an_order("10.01"))
    assert Payment.objects.count() == Share.objects.count() == 1
    assert on_account(account, an_order("10.00")).state == domain.DUE
    assert way(account, "0.01").why_not


def test_an_order_that_came_to_nothing_frees_the_limit_and_one_that_changed_counts_as_it_is(db):
    account = account_of("40")
    first, second = an_order("30.00"), an_order("5.00")
    on_account(account, first)
    on_account(account, second)
    type(first).objects.filter(pk=first.pk).update(status="Cancelled")
    type(first).objects.filter(pk=second.pk).update(total_incl_tax=Decimal("6.20"))
    assert owed(account) == Decimal("6.20")
    assert set(CAME_TO_NOTHING) == GIVES_STOCK_BACK


def test_what_a_merged_account_ordered_is_owed_by_the_one_it_became(db):
    account, old = account_of(), account_of()
    on_account(old, an_order("30.00"))
    type(old).objects.filter(pk=old.pk).update(status="closed", merged_into=account)
    assert owed(account) == Decimal(30)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "on_hold", "hold_reason": "Call us."}, "on hold"),
        ({"status": "closed"}, "closed"),
        ({"terms": "prepay", "limit": "0"}, "pays with the order"),
    ],
)
def test_an_account_that_may_not_is_told_why(db, fields, why):
    account = account_of(**fields)
    with pytest.raises(domain.NotOnAccount, match=why):
        on_account(account, an_order())
    choice = way(account, "1")
    assert choice is None if account.terms == "prepay" else why in choice.why_not


def test_what_was_called_off_is_not_put_on_account_by_looking_at_it(bank):
    account, order = account_of(), an_order()
    payment = open_payment(
        checkout=uuid4().hex, portions=[portion_of(order)], currency="GBP", by_way_of="account", account=account,
        now=timezone.now(),
    )  # fmt: skip
    Payment.objects.update(state=domain.WAITING, settled_at=None)
    call_off(payment=payment, now=timezone.now())
    assert settle(payment=payment, now=timezone.now()).payment.state == domain.FAILED
    assert owed(account) == 0


def test_who_has_no_account_pays_by_bank(db):
    assert [choice.code for choice in choices(Wish(Decimal(5), "GBP"))] == ["bank"]
    with pytest.raises(domain.NotOnAccount):
        on_account(None, an_order())


def test_an_account_in_another_currency_is_told_so(db):
    account = account_of()
    account.cafe.currency = "EUR"
    account.cafe.save()
    assert "in GBP, and the account in EUR" in way(account, "1").why_not


def placed_at_once(account, orders, place):
    def run(order):
        try:
            return place(account, order)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    return race([partial(run, order) for order in orders])


@pytest.mark.parametrize("times", [1, pytest.param(10, id="full", marks=pytest.mark.heavy)])
def test_orders_at_once_never_go_beyond_the_limit(bank, times):
    for _ in range(times):
        account = account_of("40")
        outcomes = placed_at_once(account, [an_order("10.00") for _ in range(16)], on_account)
        assert sum(isinstance(each, Payment) for each in outcomes) == 4
        assert owed(account) == Decimal(40)


def test_without_the_lock_they_would(bank):
    account, all_looked = account_of("40"), Barrier(16)

    def look_then_write(account, order):
        why_not = way(account, order.total_incl_tax).why_not
        all_looked.wait(timeout=30)
        if why_not:
            raise domain.NotOnAccount(why_not)
        payment = Payment.objects.create(
            checkout=uuid4().hex, gateway="account", account=account, amount=order.total_incl_tax, currency="GBP",
            state=domain.DUE, expires_at=timezone.now(),
        )  # fmt: skip
        return Share.objects.create(payment=payment, order=order, amount=order.total_incl_tax)

    placed_at_once(account, [an_order("10.00") for _ in range(16)], look_then_write)
    assert owed(account) > Decimal(40)
