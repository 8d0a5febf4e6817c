"""An error of Stripe's own stays under its key for a day: what it came to is looked up, and nothing is done twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
import stripe as library
from django.utils import timezone

from shop.payments import domain
from shop.payments.actions.refunding import carry_out, refund
from shop.payments.actions.settling import settle
from shop.payments.actions.taking import take
from shop.payments.models import Payment, Transfer
from shop.payments.promises import Promise
from tests.fake_stripe import outages
from tests.fake_stripe.server import SECRET_KEY
from tests.testbed.stripes import begin_by_card, begun_by_card, card_payment

KINDS = pytest.mark.parametrize("kind", [outages.BROKEN, outages.UNTOLD], ids=["not done", "done and not told"])


def settled(stripe, *amounts, **about):
    payment = begun_by_card(*amounts, **about)
    stripe.pays(payment.ticket)
    return settle(payment=payment, now=timezone.now()).payment


def given_back(stripe, payment):
    return [each["amount"] for each in stripe.books.all("refund", payment_intent=payment.number)]


def received(stripe, payment):
    intents = stripe.books.all("payment_intent", metadata={"payment": str(payment.key)})
    return [each["amount_received"] for each in intents]


def give(payment):
    share = payment.shares.get()
    return refund(share=share, amount=Decimal("4.00"), reason="Short", by=None, now=timezone.now())


@KINDS
def test_the_payer_comes_to_a_page_all_the_same_and_pays_once(stripe, kind):
    payment = card_payment()
    stripe.outages.begin(kind)
    assert begin_by_card(payment).unheard
    assert begin_by_card(payment).page
    ticket = Payment.objects.get(pk=payment.pk).ticket
    stripe.pays(ticket)
    assert settle(payment=payment, now=timezone.now()).payment.is_paid
    assert received(stripe, payment) == [1250]


@KINDS
@pytest.mark.parametrize("days", [2, 14], ids=["a hold", "a kept card"])
def test_a_card_is_charged_once(stripe, kind, days):
    payment = settled(stripe, "12.50", promise=Promise(timezone.now() + timedelta(days=days)))
    wanted = {payment.shares.get().order_id: Decimal("12.50")}
    stripe.outages.begin(kind)
    for _ in range(3):
        if Payment.objects.get(pk=payment.pk).is_promised:
            take(payment=payment, wanted=wanted, then=lambda taken: None, now=timezone.now())
    assert Payment.objects.get(pk=payment.pk).is_paid
    assert list(Transfer.objects.filter(share__payment=payment).values_list("amount", flat=True)) == [Decimal("12.50")]
    assert received(stripe, payment) == [1250]


@KINDS
def test_a_refund_is_paid_back_once(stripe, kind):
    payment = settled(stripe, "10.00")
    stripe.outages.begin(kind)
    waiting = give(payment)
    assert waiting.state == domain.ASKED_BACK
    for _ in range(2):
        assert carry_out(refund=waiting, now=timezone.now()).state == domain.PAID_BACK
    assert given_back(stripe, payment) == [400]


def test_control_under_the_next_key_alone_it_would_be_paid_back_twice(stripe):
    payment = settled(stripe, "10.00")
    stripe.outages.begin(outages.UNTOLD)
    waiting = give(payment)
    v1 = library.StripeClient(SECRET_KEY, base_addresses={"api": stripe.address}, max_network_retries=0).v1
    about = {"payment_intent": payment.number, "amount": 400, "metadata": {"refund": str(waiting.key)}}
    v1.refunds.create(about, {"idempotency_key": f"{waiting.key}-2"})
    assert given_back(stripe, payment) == [400, 400]
