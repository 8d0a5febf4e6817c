"""A card that promised: no more is taken than it holds, once, and what it doesn't give is due."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from shop.payments import domain, promises
from shop.payments.actions.refunding import refund
from shop.payments.actions.settling import settle
from shop.payments.actions.taking import let_go, take
from shop.payments.models import Payment, Transfer
from shop.payments.promises import Promise
from tests.fake_stripe import outages
from tests.testbed.race import race
from tests.testbed.stripes import begun_by_card

NOW = timezone.now()


@pytest.mark.parametrize(
    ("days", "how"),
    [(None, promises.NOW), (0, promises.HOLD), (6, promises.HOLD), (6.1, promises.KEEP), (30, promises.KEEP)],
)
def test_a_card_is_held_as_long_as_a_hold_lasts_with_a_day_to_spare(days, how):
    leaves_at = NOW + timedelta(days=days) if days is not None else None
    assert promises.how_taken(leaves_at=leaves_at, now=NOW) == how


@pytest.mark.parametrize(
    ("amount", "weighed", "held"), [("10", "0", "10"), ("10", "10", "11.50"), ("9.99", "3.33", "10.49")]
)
def test_a_margin_is_held_on_what_is_weighed(amount, weighed, held):
    assert promises.to_hold(Decimal(amount), Decimal(weighed)) == Decimal(held)


@pytest.mark.parametrize(
    ("state", "said", "then"),
    [
        (domain.AUTHORISED, domain.PAID, domain.PAID),
        (domain.AUTHORISED, domain.FAILED, domain.FAILED),
        (domain.AUTHORISED, domain.UNHEARD, domain.AUTHORISED),
        (domain.PAID, domain.FAILED, domain.PAID),
        (domain.FAILED, domain.PAID, domain.FAILED),
        (domain.ASKED, domain.PAID, domain.ASKED),
    ],
)
def test_only_what_is_promised_is_taken_or_let_go(state, said, then):
    assert promises.after(state, said) == then


def test_what_was_taken_is_shared_out_in_order_and_to_the_penny():
    wanted = {2: Decimal("5.00"), 1: Decimal("7.25")}
    assert promises.shared_out(Decimal("10.00"), wanted) == {1: Decimal("7.25"), 2: Decimal("2.75")}
    assert promises.shared_out(Decimal(0), wanted) == {1: Decimal(0), 2: Decimal(0)}


def held(stripe, *amounts, weighed="2.00"):
    """The payer gave a card, and has gone."""
    promise = Promise(timezone.now() + timedelta(days=2), Decimal(weighed))
    payment = begun_by_card(*amounts, promise=promise)
    stripe.pays(payment.ticket)
    return settle(payment=payment, now=timezone.now()).payment


def taking(payment, *amounts):
    """What is due afterwards, and whether Stripe was heard."""
    orders = payment.shares.values_list("order", flat=True)
    wanted = {order: Decimal(amount) for order, amount in zip(orders, amounts, strict=False)}
    told = []
    taken = take(payment=payment, wanted=wanted, then=told.append, now=timezone.now())
    return list(taken.due.values()), taken.is_heard, len(told)


def written(payment):
    return list(
        Transfer.objects.filter(share__payment=payment, kind="charge")
        .order_by("share")
        .values_list("amount", flat=True)
    )


def at_stripe(stripe, payment):
    intent = stripe.books.things[payment.number]
    return intent["status"], intent["amount_received"]


def test_the_estimate_and_a_margin_are_held_and_nothing_is_taken(stripe):
    payment = held(stripe, "12.50")
    assert (payment.state, payment.held, written(payment)) == (domain.AUTHORISED, Decimal("12.80"), [])
    assert at_stripe(stripe, payment) == ("requires_capture", 0)
    assert stripe.books.things[payment.number]["amount_capturable"] == 1280


@pytest.mark.parametrize("came_to", ["12.80", "12.50", "3.00"])
def test_what_the_order_came_to_is_taken(stripe, came_to):
    payment = held(stripe, "12.50")
    assert taking(payment, came_to) == ([], True, 1)
    assert (Payment.objects.get(pk=payment.pk).state, written(payment)) == (domain.PAID, [Decimal(came_to)])
    assert at_stripe(stripe, payment) == ("succeeded", int(Decimal(came_to) * 100))


def test_never_more_is_taken_than_is_held_and_the_rest_is_due(stripe):
    payment = held(stripe, "12.50", "30.05", weighed="0")
    assert taking(payment, "12.50", "40.00")[0] == [Decimal("9.95")]
    assert written(payment) == [Decimal("12.50"), Decimal("30.05")]
    assert at_stripe(stripe, payment) == ("succeeded", 4255)


def test_never_more_is_given_back_than_was_taken(stripe):
    payment = held(stripe, "12.50")
    taking(payment, "3.00")
    share, now = payment.shares.get(), timezone.now()
    with pytest.raises(domain.MoreThanWasPaid):
        refund(share=share, amount=Decimal("3.01"), reason="Short", by=None, now=now)
    assert refund(share=share, amount=Decimal(3), reason="Short", by=None, now=now).state == domain.PAID_BACK


def test_what_was_taken_is_not_taken_again(stripe):
    payment = held(stripe, "12.50")
    taking(payment, "12.50")
    with pytest.raises(promises.NotPromised):
        taking(payment, "12.50")


@pytest.mark.parametrize("after", [0, 1], ids=["when it is looked at", "when it is taken"])
@pytest.mark.parametrize("kind", [outages.ERROR, outages.BUSY, outages.DROP])
def test_an_answer_that_goes_wrong_is_asked_for_and_it_is_taken_once(stripe, kind, after):
    payment = held(stripe, "12.50")
    stripe.outages.begin(kind, after=after)
    assert taking(payment, "12.00") == ([], False, 0)
    assert Payment.objects.get(pk=payment.pk).state == domain.AUTHORISED
    stripe.outages.mend()
    assert taking(payment, "12.80") == ([Decimal("0.80")], True, 1), "as it was first asked"
    assert (written(payment), at_stripe(stripe, payment)) == ([Decimal("12.00")], ("succeeded", 1200))


def test_a_hold_that_the_bank_let_go_gives_nothing_and_all_is_due(stripe):
    payment = held(stripe, "12.50")
    stripe.books.later = 8 * 24 * 3600
    assert taking(payment, "12.50")[0] == [Decimal("12.50")]
    over = Payment.objects.get(pk=payment.pk)
    assert (over.state, over.reason) == (domain.FAILED, "The card's bank let the payment go. Nothing was taken.")
    assert written(payment) == []


def test_what_came_to_nothing_is_let_go(stripe):
    payment = held(stripe, "12.50")
    assert let_go(payment=payment, now=timezone.now()).payment.state == domain.FAILED
    assert at_stripe(stripe, payment) == ("canceled", 0)
    settled = settle(payment=payment, now=timezone.now())
    assert (settled.payment.state, written(payment)) == (domain.FAILED, [])


@pytest.mark.parametrize("times", [pytest.param(1, id="once"), pytest.param(10, id="full", marks=pytest.mark.heavy)])
def test_sixteen_who_take_at_once_take_it_once(stripe, times):
    for _ in range(times):
        payment = held(stripe, "12.50")

        def run(payment=payment):
            try:
                return taking(payment, "11.00")[2]
            except promises.NotPromised:
                return 0
            finally:
                connection.close()

        assert sum(race([run] * 16)) == 1
        assert (written(payment), at_stripe(stripe, payment)) == ([Decimal("11.00")], ("succeeded", 1100))
