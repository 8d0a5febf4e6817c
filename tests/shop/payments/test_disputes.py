"""What goes out without us is written once, on the ledger too, and comes back as the provider decides."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.actions.collecting import due_of
from shop.ordering.actions.noticing import look_for_what_was_not_told
from shop.payments import domain
from shop.payments.actions.disputing import look_at_refund, look_for_disputes
from shop.payments.actions.opening import open_payment
from shop.payments.actions.reconciling import begin, go_on
from shop.payments.actions.refunding import left_of, refund
from shop.payments.actions.settling import settle
from shop.payments.domain import Portion
from shop.payments.models import Difference, Dispute, Payment, Posting, Transfer
from shop.payments.queries import money_of
from tests.factories import TradeAccountFactory
from tests.fake_stripe.server import WEBHOOK_SECRET
from tests.fake_stripe.telling import body_of, signature
from tests.shop.payments.test_card import on_a_line_of_its_own
from tests.testbed.bank import an_order
from tests.testbed.race import race
from tests.testbed.stripes import begin_by_card

Order = get_model("order", "Order")
D = Decimal


@pytest.fixture
def paid(stripe):
    """By the card of an account, for an order of each amount."""

    def pay(*amounts):
        orders = [an_order() for _ in amounts or ("12.50",)]
        for order in orders:
            Order.objects.filter(pk=order.pk).update(status="Received")
        portions = [
            Portion(order.pk, order.number, D(amount))
            for order, amount in zip(orders, amounts or ("12.50",), strict=True)
        ]
        payment = open_payment(
            checkout=uuid4().hex,
            portions=portions,
            currency="GBP",
            by_way_of="card",
            account=TradeAccountFactory(),
            now=timezone.now(),
        )
        ticket = begin_by_card(payment).payment.ticket
        stripe.pays(ticket)
        return settle(payment=payment, now=timezone.now()).payment

    return pay


def looked(payment):
    return look_for_disputes(payment=payment, now=timezone.now())


def moved(payment):
    return sorted(Transfer.objects.filter(share__payment=payment).values_list("kind", "amount"))


def owed(payment):
    return sum(Posting.objects.filter(account=payment.account).values_list("amount", flat=True))


def order_of(payment):
    return Order.objects.get(shares__payment=payment)


def tell_all(stripe):
    for event in stripe.books.events:
        body = body_of(event)
        signed = signature(body, WEBHOOK_SECRET)
        answer = Client().post(
            "/payments/stripe/", body, content_type="application/json", headers={"Stripe-Signature": signed}
        )
        assert answer.status_code == 204


def test_a_dispute_takes_the_money_back_and_stands_on_the_order_however_often_it_is_told(stripe, paid):
    payment = paid()
    stripe.disputes(payment.number)
    for _ in range(2):
        tell_all(stripe)
    assert moved(payment) == [("charge", D("12.50")), ("dispute", D("12.50"))]
    assert owed(payment) == 0
    dispute = Dispute.objects.get(payment=payment)
    assert (dispute.state, dispute.reason) == ("open", "fraudulent")
    [words] = order_of(payment).flags.values_list("words", flat=True)
    assert words.startswith("£12.50 of it is disputed")
    assert due_of(order_of(payment)) == 0, "while it is open nobody is asked for it again"


def test_what_nobody_told_of_is_found_at_night_and_what_became_of_it(stripe, paid):
    payment, other = paid(), paid()
    opened = stripe.disputes(payment.number)
    for _ in range(2):
        look_for_what_was_not_told(now=timezone.now())
    assert order_of(payment).flags.count() == 1
    stripe.decides(opened["id"], "lost")
    look_for_what_was_not_told(now=timezone.now() + timedelta(days=30))
    assert Dispute.objects.get(payment=payment).state == "lost"
    assert order_of(payment).flags.count() == 2
    assert not Dispute.objects.filter(payment=other).exists()


def test_what_is_decided_for_us_comes_back(stripe, paid):
    payment = paid()
    opened = stripe.disputes(payment.number)
    looked(payment)
    stripe.decides(opened["id"], "won")
    assert looked(payment).words == ()
    assert moved(payment) == [("back", D("12.50")), ("charge", D("12.50")), ("dispute", D("12.50"))]
    assert owed(payment) == D("-12.50")
    assert money_of([order_of(payment).pk])[order_of(payment).pk].kept == D("12.50")
    assert looked(payment).words == ()


def test_what_is_decided_against_us_is_due_again(stripe, paid):
    payment = paid()
    stripe.decides(stripe.disputes(payment.number)["id"], "lost")
    opened, lost = looked(payment).words
    assert "is disputed" in opened
    assert "decided against us" in lost
    assert looked(payment).words == ()
    assert due_of(order_of(payment)) == order_of(payment).total_incl_tax


def test_a_mere_question_takes_nothing(stripe, paid):
    payment = paid()
    asked = stripe.disputes(payment.number, status="warning_needs_response")
    looked(payment)
    stripe.decides(asked["id"], "warning_closed")
    looked(payment)
    assert moved(payment) == [("charge", D("12.50"))]
    assert Dispute.objects.get(payment=payment).state == "won"


def test_of_two_orders_each_loses_what_was_paid_for_it_and_nothing_is_left_to_pay_back(stripe, paid):
    payment = paid("12.50", "30.05")
    stripe.disputes(payment.number)
    looked(payment)
    assert [each for each in moved(payment) if each[0] == "dispute"] == [
        ("dispute", D("12.50")),
        ("dispute", D("30.05")),
    ]
    for share in payment.shares.all():
        assert left_of(share) == 0
        with pytest.raises(domain.MoreThanWasPaid):
            refund(share=share, amount=D(1), reason="Short", by=None, now=timezone.now())


def test_sixteen_who_hear_of_a_dispute_at_once_write_it_once(stripe, paid):
    payment = paid()
    stripe.disputes(payment.number)
    noticed = race([on_a_line_of_its_own(partial(looked, payment))] * 16)
    assert sum(len(each.words) for each in noticed) == 1
    assert moved(payment) == [("charge", D("12.50")), ("dispute", D("12.50"))]


@pytest.fixture
def given(paid):
    """Paid back, as far as anybody knows."""

    def give(payment=None):
        share = (payment or paid()).shares.get()
        done = refund(share=share, amount=D("4.00"), reason="One was damaged", by=None, now=timezone.now())
        assert done.state == domain.PAID_BACK
        return done

    return give


def test_a_refund_that_comes_back_days_later_is_written_so_and_can_be_paid_back_again(stripe, given):
    first = given()
    payment = first.share.payment
    stripe.sends_back(first.number)
    for _ in range(2):
        tell_all(stripe)
    first.refresh_from_db()
    assert (first.state, first.failure) == (domain.NOT_PAID_BACK, "The card's bank did not take it back.")
    assert moved(payment) == [("back", D("4.00")), ("charge", D("12.50")), ("refund", D("4.00"))]
    assert owed(payment) == D("-12.50")
    [words] = order_of(payment).flags.values_list("words", flat=True)
    assert words.startswith("£4.00 could not be paid back after all")
    assert left_of(first.share) == D("12.50")
    assert given(payment).state == domain.PAID_BACK


def test_a_refund_that_stands_is_left_as_it_is(stripe, given):
    assert look_at_refund(refund=given(), now=timezone.now()).words == ()


def test_the_books_agree_after_all_of_it(stripe, paid, given):
    lost, back = paid(), given()
    stripe.decides(stripe.disputes(lost.number)["id"], "lost")
    looked(lost)
    stripe.sends_back(back.number)
    look_at_refund(refund=back, now=timezone.now())
    now = timezone.now()
    go_on(run=begin(now=now), after=0, now=now)
    of_these = Payment.objects.filter(pk__in=[lost.pk, back.share.payment_id])
    assert not Difference.objects.filter(payment__in=of_these, gone_at=None).exists()


@pytest.mark.parametrize("fault", ["taken", "given"])
def test_at_night_stripe_is_held_against_what_we_have_written(stripe, given, fault):
    refund = given()
    payment = refund.share.payment
    if fault == "taken":
        stripe.books.things[payment.number]["amount_received"] = 999
    else:
        stripe.sends_back(refund.number)
    now = timezone.now()
    go_on(run=begin(now=now), after=0, now=now)
    assert [each.kind for each in Difference.objects.filter(payment=payment, gone_at=None)] == [fault]
