"""What Stripe tells by itself: signed or not at all, and however often and in whatever order, one effect."""

import json
import time
from functools import partial
from random import Random

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from shop.payments.models import Payment, Transfer
from tests.fake_stripe import cards, outages
from tests.fake_stripe.money import Declined
from tests.fake_stripe.server import WEBHOOK_SECRET
from tests.fake_stripe.telling import body_of, signature
from tests.testbed.house import open_doors
from tests.testbed.processes import eventually
from tests.testbed.race import race
from tests.testbed.stripes import begun_by_card


def rightly(body):
    return signature(body, WEBHOOK_SECRET)


WRONG = {
    "absent": lambda body: "",
    "of another body": lambda body: rightly(body + b" "),
    "with another secret": lambda body: signature(body, "whsec_other"),
    "of six minutes ago": lambda body: signature(body, WEBHOOK_SECRET, at=int(time.time()) - 360),
    "without its moment": lambda body: rightly(body).split(",")[1],
    "no signature at all": lambda body: "t=1,v1=é,,",
    "endless": lambda body: "t=" + "1" * 10_000,
}


def tell(body, signed):
    try:
        answer = Client().post(
            "/payments/stripe/", body, content_type="application/json", headers={"Stripe-Signature": signed}
        )
    finally:
        connection.close()
    return answer.status_code


def state(payment):
    return Payment.objects.get(pk=payment.pk).state


@pytest.mark.parametrize("wrong", WRONG)
def test_an_event_that_is_not_rightly_signed_changes_nothing(stripe, wrong):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    body = body_of(stripe.books.events[-1])
    assert tell(body, WRONG[wrong](body)) == 400
    assert state(payment) == "asked"
    assert tell(body, rightly(body)) == 204
    assert state(payment) == "paid"


def test_without_a_secret_of_ours_nothing_is_believed(stripe):
    payment = begun_by_card()
    stripe.pays(payment.ticket)
    body = body_of(stripe.books.events[-1])
    with override_settings(STRIPE_WEBHOOK_SECRET=""):
        assert tell(body, signature(body, "")) == 400
    assert state(payment) == "asked"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"data": 5}', b'{"data": {"object": "x"}}', b'{"data": null}'])
def test_what_is_signed_and_makes_no_sense_is_refused(stripe, body):
    assert tell(body, rightly(body)) == 400


@pytest.mark.parametrize("thing", [{}, {"metadata": {"payment": "7"}}, {"metadata": [1]}, {"client_reference_id": 5}])
def test_an_event_that_is_none_of_ours_is_heard_and_forgotten(stripe, thing):
    body = json.dumps({"type": "charge.succeeded", "data": {"object": thing}}).encode()
    assert tell(body, rightly(body)) == 204


def test_what_an_event_says_counts_for_nothing_beside_what_stripe_says(stripe):
    payment = begun_by_card()
    thing = {"object": "checkout.session", "client_reference_id": str(payment.key), "payment_status": "paid"}
    body = json.dumps({"type": "checkout.session.completed", "data": {"object": thing}}).encode()
    assert tell(body, rightly(body)) == 204
    assert state(payment) == "asked"


@pytest.mark.parametrize(
    ("payments", "times"), [(3, 2), pytest.param(30, 25, id="full", marks=pytest.mark.heavy)], ids=str
)
def test_events_doubled_and_shuffled_have_one_effect_each(stripe, payments, times):
    """A decline, then a success: four events a payment, of which some say that it failed."""
    paid = [begun_by_card("3.00") for _ in range(payments)]
    for payment in paid:
        with pytest.raises(Declined):
            stripe.pays(payment.ticket, cards.DECLINED.number)
        stripe.pays(payment.ticket)
    bodies = [body_of(event) for event in stripe.books.events] * times
    assert len(bodies) == 4 * payments * times
    Random(7).shuffle(bodies)

    def tell_all(share):
        return {tell(body, rightly(body)) for body in share}

    assert set.union(*race([partial(tell_all, bodies[turn::16]) for turn in range(16)])) <= {204}
    assert {state(payment) for payment in paid} == {"paid"}
    assert Transfer.objects.filter(share__payment__in=paid).count() == payments


def test_stripe_tells_the_shop_by_itself_and_twice_does_no_harm(stripe):
    payment = begun_by_card()
    stripe.outages.begin(outages.DOUBLED, 9)
    with open_doors() as house:
        stripe.teller.webhook = f"{house}/payments/stripe/"
        try:
            stripe.pays(payment.ticket)
            eventually(lambda: state(payment) == "paid", within=10, what="told by Stripe")
            time.sleep(0.3)
        finally:
            stripe.teller.webhook = ""
            stripe.outages.mend()
    assert Transfer.objects.filter(share__payment=payment).count() == 1
    assert Payment.objects.get(pk=payment.pk).settled_at <= timezone.now()
