"""What becomes of orders once their payment is settled, over, or tried again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shop.ordering import domain
from shop.ordering.actions.confirming import lapse, receive
from shop.ordering.actions.placing import place
from shop.ordering.actions.retrying import pay_again
from shop.ordering.actions.states import change_state
from shop.ordering.actions.sweeping import sweep
from shop.outbox.models import Message
from shop.payments.actions.settling import write_outcome
from shop.payments.domain import FAILED, PAID, Outcome
from tests.factories import BasketFactory, CafeFactory, MemberFactory, ProductFactory
from tests.shop.ordering.checkouts import checkout_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def placed(now):
    """Two orders under one payment by bank."""
    member = MemberFactory()
    goods = [ProductFactory(price="4.00", num_in_stock=9, cafe=CafeFactory()) for _ in range(2)]
    basket = BasketFactory(owner=member.user, lines=[(each, 1) for each in goods])
    return place(checkout=checkout_of(basket, member=member, now=now, pays_by="bank"), now=now)


def paid(payment, at):
    outcome = Outcome(PAID, number="7001", amount=payment.amount)
    return write_outcome(payment=payment, outcome=outcome, now=at).payment


def failed(payment, at):
    return write_outcome(payment=payment, outcome=Outcome(FAILED, reason="No money."), now=at).payment


def told(words):
    return Message.objects.filter(subject__contains=words).count()


def test_money_that_comes_after_the_end_is_told_once_to_staff_and_buyer(placed, now):
    order = placed.orders[0]
    change_state(order=order, to=domain.LAPSED)
    payment = paid(placed.payment, timezone.now() + timedelta(minutes=1))
    receive(payment=payment, now=now)
    receive(payment=payment, now=now)
    assert [flag.words for flag in order.flags.all()] == [domain.PAID_AFTER_ALL]
    assert told("came late") == 1


def test_a_paid_order_that_staff_cancel_has_not_been_paid_late(placed, now):
    payment = paid(placed.payment, now)
    receive(payment=payment, now=now)
    change_state(order=placed.orders[0], to=domain.CANCELLED)
    receive(payment=payment, now=now)
    assert told("came late") == 0


def test_trying_again_asks_for_what_still_waits(placed, now):
    gone, waiting = placed.orders
    payment = failed(placed.payment, now)
    change_state(order=gone, to=domain.CANCELLED)
    again = pay_again(payment=payment, by_way_of="bank", now=now)
    assert [share.order_id for share in again.shares.all()] == [waiting.pk]
    assert again.amount == waiting.total_incl_tax


def test_with_nothing_left_that_waits_there_is_nothing_to_try_again(placed, now):
    payment = failed(placed.payment, now)
    for order in placed.orders:
        change_state(order=order, to=domain.CANCELLED)
    with pytest.raises(domain.NotWaiting):
        pay_again(payment=payment, by_way_of="bank", now=now)


def test_an_order_does_not_lapse_while_it_is_tried_once_more(placed, now):
    payment = failed(placed.payment, now)
    pay_again(payment=payment, by_way_of="bank", now=now)
    for order in placed.orders:
        lapse(order=order, now=now)
        order.refresh_from_db()
        assert order.status == domain.PENDING


def test_what_failed_and_was_not_tried_again_lapses_when_its_time_is_over(placed, now):
    failed(placed.payment, now)
    sweep(now=now + timedelta(minutes=31))
    for order in placed.orders:
        order.refresh_from_db()
        assert order.status == domain.LAPSED
        assert {line.num_allocated for line in order.lines.all()} == {0}


def test_however_often_it_is_tried_its_goods_are_not_kept_for_longer_than_twice_the_usual_time(placed, now):
    payment = failed(placed.payment, now)
    again = pay_again(payment=payment, by_way_of="bank", now=now + timedelta(minutes=25))
    assert again.expires_at == now + timedelta(minutes=55)
    failed(again, now)
    last = pay_again(payment=payment, by_way_of="bank", now=now + timedelta(minutes=50))
    assert last.expires_at == now + timedelta(minutes=60)
    failed(last, now)
    with pytest.raises(domain.KeptLongEnough):
        pay_again(payment=payment, by_way_of="bank", now=now + timedelta(minutes=60))


def test_what_orders_have_closed_for_meanwhile_is_not_tried_again(placed, now):
    payment = failed(placed.payment, now)
    placed.orders[1].round.cafe.rounds.update(cutoff_at=now)
    with pytest.raises(domain.ClosedMeanwhile, match="nothing was taken"):
        pay_again(payment=payment, by_way_of="bank", now=now)
