"""Our Stripe keeps the real one's promises: what rests on it is only as good as this."""

import time

import pytest
import requests
import stripe

from tests.fake_stripe import cards, outages
from tests.fake_stripe.checkout import NeedsSecure
from tests.fake_stripe.money import Declined
from tests.fake_stripe.server import SECRET_KEY, fake_stripe
from tests.fake_stripe.telling import signature
from tests.testbed.race import race

pytestmark = pytest.mark.one_engine

HOUR = 3600


@pytest.fixture
def fake():
    with fake_stripe() as opened:
        yield opened


@pytest.fixture
def v1(fake):
    return stripe.StripeClient(SECRET_KEY, base_addresses={"api": fake.address}, max_network_retries=0).v1


def about(pence=1250, **more):
    price = {"currency": "gbp", "unit_amount": pence, "product_data": {"name": "Bread"}}
    return {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "success_url": "http://shop.example/back/",
        "metadata": {"payment": "7"},
    } | more


def refused(work):
    with pytest.raises(stripe.InvalidRequestError) as raised:
        work()
    return raised.value


def test_what_the_library_knows_is_taken(v1):
    session = v1.checkout.sessions.create(about(expires_at=int(time.time()) + HOUR, locale="en-GB"))
    assert (session.status, session.amount_total, session.metadata["payment"]) == ("open", 1250, "7")
    assert v1.checkout.sessions.retrieve(session.id).url == session.url


@pytest.mark.parametrize(
    ("wrong", "code", "param"),
    [
        ({"sucess_url": "x"}, "parameter_unknown", "sucess_url"),
        ({"payment_intent_data": {"capture": "manual"}}, "parameter_unknown", "payment_intent_data[capture]"),
        (
            {"payment_intent_data": {"capture_method": "by hand"}},
            "parameter_invalid",
            "payment_intent_data[capture_method]",
        ),
        ({"expires_at": "soon"}, "parameter_invalid_int", "expires_at"),
        ({"mode": "pay"}, "parameter_invalid", "mode"),
        ({"line_items": [{"quantity": "two"}]}, "parameter_invalid_int", "line_items[0][quantity]"),
        (
            {"line_items": [{"price_data": {"unit_amount": 5}}]},
            "parameter_missing",
            "line_items[0][price_data][currency]",
        ),
        ({"api_key": "k"}, "parameter_unknown", "api_key"),
        ({"metadata": "words"}, "parameter_invalid", "metadata"),
    ],
)
def test_what_the_library_does_not_know_or_takes_for_something_else_is_refused(v1, wrong, code, param):
    error = refused(lambda: v1.checkout.sessions.create(about(**wrong)))
    assert (error.http_status, error.code, error.param) == (400, code, param)


@pytest.mark.parametrize("seconds", [29 * 60, 25 * HOUR])
def test_a_page_lasts_between_half_an_hour_and_a_day(v1, seconds):
    assert (
        refused(lambda: v1.checkout.sessions.create(about(expires_at=int(time.time()) + seconds))).param == "expires_at"
    )


def test_who_shows_another_key_is_not_served(fake):
    stranger = stripe.StripeClient("sk_test_other", base_addresses={"api": fake.address})
    with pytest.raises(stripe.AuthenticationError):
        stranger.v1.checkout.sessions.create(about())


def test_the_same_key_gets_the_same_answer_and_another_question_is_refused(v1, fake):
    first = v1.checkout.sessions.create(about(), {"idempotency_key": "k1"})
    fake.pays(first.id)
    again = v1.checkout.sessions.create(about(), {"idempotency_key": "k1"})
    assert (again.id, again.status) == (first.id, "open"), "the answer of then, not of now"
    with pytest.raises(stripe.IdempotencyError):
        v1.checkout.sessions.create(about(9999), {"idempotency_key": "k1"})
    assert v1.checkout.sessions.create(about(), {"idempotency_key": "k2"}).id != first.id


def test_a_key_asked_for_by_many_at_once_acts_once(v1, fake):
    def ask():
        try:
            return v1.checkout.sessions.create(about(), {"idempotency_key": "k"}).id
        except stripe.APIError as busy:
            return busy.http_status

    assert len({each for each in race([ask] * 12) if each != 409}) == 1
    assert len(fake.books.all("checkout.session")) == 1


def test_a_declined_card_leaves_the_page_open_and_a_good_one_pays_the_same_payment(v1, fake):
    session = v1.checkout.sessions.create(about())
    for bad in (cards.DECLINED, cards.NO_MONEY, cards.EXPIRED):
        with pytest.raises(Declined):
            fake.pays(session.id, bad.number)
    fake.pays(session.id)
    paid = v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (paid.status, paid.payment_status, paid.payment_intent.amount_received) == ("complete", "paid", 1250)
    assert len(fake.books.all("payment_intent")) == 1


def test_secure_cards_ask_first(v1, fake):
    session = v1.checkout.sessions.create(about())
    with pytest.raises(NeedsSecure):
        fake.pays(session.id, cards.SECURE.number)
    with pytest.raises(Declined):
        fake.pays(session.id, cards.SECURE.number, proved=False)
    assert fake.pays(session.id, cards.SECURE.number, proved=True)["status"] == "complete"


def test_the_page_leads_a_payer_through_decline_and_secure_and_back_to_the_shop(v1, fake):
    page = v1.checkout.sessions.create(about()).url
    assert "12.50 GBP" in requests.get(page).text
    assert "card was declined" in requests.post(page, {"number": cards.DECLINED.number}).text
    asked = requests.post(page, {"number": cards.SECURE.number})
    assert "asks whether it is you" in asked.text
    back = requests.post(f"{page}/secure", {"number": cards.SECURE.number, "says": "complete"}, allow_redirects=False)
    assert (back.status_code, back.headers["Location"]) == (303, "http://shop.example/back/")


def test_a_page_that_is_over_or_closed_takes_nothing(v1, fake):
    closed, late = v1.checkout.sessions.create(about()), v1.checkout.sessions.create(about())
    assert v1.checkout.sessions.expire(closed.id).status == "expired"
    assert fake.pays(closed.id)["status"] == "expired"
    refused(lambda: v1.checkout.sessions.expire(closed.id))
    fake.books.later = 25 * HOUR
    assert fake.pays(late.id)["status"] == "expired"
    assert fake.books.all("payment_intent") == []


def test_never_more_is_taken_than_is_held_and_a_hold_ends(v1, fake):
    manual = about(payment_intent_data={"capture_method": "manual"})
    held, left = v1.checkout.sessions.create(manual), v1.checkout.sessions.create(manual)
    for session in (held, left):
        assert fake.pays(session.id)["payment_status"] == "unpaid"
    number = v1.checkout.sessions.retrieve(held.id).payment_intent
    assert refused(lambda: v1.payment_intents.capture(number, {"amount_to_capture": 1251})).code == "amount_too_large"
    assert v1.payment_intents.capture(number, {"amount_to_capture": 1100}).amount_received == 1100
    refused(lambda: v1.payment_intents.capture(number, {"amount_to_capture": 100}))
    fake.books.later = 7 * 24 * HOUR
    number = v1.checkout.sessions.retrieve(left.id).payment_intent
    assert v1.payment_intents.retrieve(number).status == "canceled"


def test_never_more_is_given_back_than_was_taken(v1, fake):
    session = v1.checkout.sessions.create(about())
    fake.pays(session.id)
    number = v1.checkout.sessions.retrieve(session.id).payment_intent
    v1.refunds.create({"payment_intent": number, "amount": 1000, "metadata": {"refund": "1"}})
    refused(lambda: v1.refunds.create({"payment_intent": number, "amount": 251}))
    v1.refunds.create({"payment_intent": number})
    assert refused(lambda: v1.refunds.create({"payment_intent": number})).code == "charge_already_refunded"
    assert sorted(each.amount for each in v1.refunds.list({"payment_intent": number}).data) == [250, 1000]


def test_a_kept_card_is_charged_without_its_owner_unless_its_bank_wants_them(v1, fake):
    def charge(card):
        setup = v1.checkout.sessions.create(
            {"mode": "setup", "currency": "gbp", "success_url": "http://shop.example/", "customer_creation": "always"}
        )
        fake.pays(setup.id, card.number, proved=True)
        kept = v1.checkout.sessions.retrieve(setup.id, {"expand": ["setup_intent"]})
        return v1.payment_intents.create(
            {
                "amount": 500,
                "currency": "gbp",
                "customer": kept.customer,
                "payment_method": kept.setup_intent.payment_method,
                "off_session": True,
                "confirm": True,
            }
        )

    assert charge(cards.GOOD).amount_received == 500
    assert charge(cards.SECURE).amount_received == 500
    for card, code in ((cards.ALWAYS_SECURE, "authentication_required"), (cards.DECLINED_LATER, "card_declined")):
        with pytest.raises(stripe.CardError) as declined:
            charge(card)
        assert declined.value.code == code


def test_outages_come_and_go_and_a_lost_answer_was_work_done(v1, fake):
    for kind, status in ((outages.ERROR, 500), (outages.BUSY, 409), (outages.DROP, 504)):
        fake.outages.begin(kind)
        with pytest.raises(stripe.APIError) as error:
            v1.checkout.sessions.create(about(), {"idempotency_key": kind})
        assert error.value.http_status == status
    assert len(fake.books.all("checkout.session")) == 1, "only the last one did its work"
    v1.checkout.sessions.create(about(), {"idempotency_key": outages.DROP})
    assert len(fake.books.all("checkout.session")) == 1


@pytest.mark.parametrize(("kind", "done"), [(outages.BROKEN, 0), (outages.UNTOLD, 1)])
def test_an_error_in_the_middle_of_it_stays_under_its_key(v1, fake, kind, done):
    fake.outages.begin(kind)
    for again in (None, "true"):
        with pytest.raises(stripe.APIError) as error:
            v1.checkout.sessions.create(about(), {"idempotency_key": "k"})
        assert (error.value.http_status, error.value.headers.get("Idempotent-Replayed")) == (500, again)
    assert len(fake.books.all("checkout.session")) == done
    assert v1.checkout.sessions.create(about(), {"idempotency_key": "k-2"}).status == "open"


def charged(v1, fake, card=cards.GOOD):
    session = v1.checkout.sessions.create(about())
    fake.pays(session.id, card.number)
    return v1.checkout.sessions.retrieve(session.id).payment_intent


def told(fake):
    return [event["type"] for event in fake.books.events]


def test_a_disputed_charge_is_told_and_can_not_be_refunded_until_it_is_decided(v1, fake):
    number = charged(v1, fake, cards.DISPUTED)
    [opened] = v1.disputes.list({"payment_intent": number}).data
    assert (opened.amount, opened.status) == (1250, "needs_response")
    assert refused(lambda: v1.refunds.create({"payment_intent": number})).code == "charge_disputed"
    fake.decides(opened.id, "won")
    assert v1.refunds.create({"payment_intent": number}).status == "succeeded"
    assert [each for each in told(fake) if "dispute" in each] == [
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
    ]


def test_a_refund_that_the_cards_bank_sends_back_has_failed_and_may_be_given_again(v1, fake):
    number = charged(v1, fake)
    given = v1.refunds.create({"payment_intent": number})
    fake.sends_back(given.id)
    assert v1.refunds.list({"payment_intent": number}).data[0].status == "failed"
    assert "refund.failed" in told(fake)
    assert v1.refunds.create({"payment_intent": number}).status == "succeeded"


def test_what_it_signs_the_library_believes_and_nothing_else():
    body, secret = b'{"object": "event"}', "whsec_1"
    check = stripe.WebhookSignature.verify_header
    assert check(body, signature(body, secret), secret, 300)
    for wrong in (
        signature(body, "other"),
        signature(body + b" ", secret),
        signature(body, secret, at=int(time.time()) - 301),
    ):
        with pytest.raises(stripe.SignatureVerificationError):
            check(body, wrong, secret, 300)
