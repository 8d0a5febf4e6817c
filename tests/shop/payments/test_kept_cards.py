"""A card that is kept is charged when its order is completed; its owner sees it, and takes it away."""

from datetime import timedelta
from decimal import Decimal

import pytest
import requests
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from oscar.core.loading import get_model

from shop.payments import domain
from shop.payments.actions.keeping import customer_of, forget
from shop.payments.actions.opening import start
from shop.payments.actions.refunding import refund
from shop.payments.actions.settling import settle
from shop.payments.actions.taking import let_go, take
from shop.payments.gateways import gateway
from shop.payments.models import KeptCard, Payment, Transfer
from shop.payments.promises import Promise
from tests.factories import MemberFactory, UserFactory
from tests.fake_stripe import cards, outages
from tests.testbed.stripes import begun_by_card, card_payment

Order = get_model("order", "Order")


def kept(stripe, card=cards.GOOD):
    """For an order of £12.50 in a fortnight."""
    payment = begun_by_card("12.50", promise=Promise(timezone.now() + timedelta(days=14)))
    stripe.pays(payment.ticket, card.number, proved=card.asks or None)
    return settle(payment=payment, now=timezone.now()).payment


def charge(payment, amount="11.00"):
    order = payment.shares.get().order_id
    return take(payment=payment, wanted={order: Decimal(amount)}, then=lambda taken: None, now=timezone.now())


def taken(payment):
    return list(Transfer.objects.filter(share__payment=payment).values_list("amount", flat=True))


def owner(payment):
    return payment.shares.get().order.user


def test_the_card_is_kept_and_nothing_is_held_or_taken(stripe):
    payment = kept(stripe)
    assert (payment.state, taken(payment), str(payment.card)) == (domain.KEPT, [], "Visa ending in 4242")
    assert payment.card.user == owner(payment)
    assert not settle(payment=payment, now=timezone.now()).changed


@pytest.mark.parametrize("card", [cards.GOOD, cards.SECURE], ids=["a good card", "3-D Secure"])
def test_it_is_charged_with_what_the_order_came_to_once(stripe, card):
    payment = kept(stripe, card)
    assert charge(payment).due == {}
    assert (Payment.objects.get(pk=payment.pk).state, taken(payment)) == (domain.PAID, [Decimal("11.00")])


def test_what_was_charged_to_it_is_what_stripe_says_and_can_be_paid_back(stripe):
    payment = kept(stripe)
    charge(payment)
    paid = Payment.objects.get(pk=payment.pk)
    said = gateway("card").ask(paid)
    assert (said.state, said.amount) == (domain.PAID, Decimal("11.00"))
    back = refund(share=paid.shares.get(), amount=Decimal("4.00"), reason="One less.", by=None, now=timezone.now())
    assert back.state == domain.PAID_BACK
    assert gateway("card").ask_refund(back).amount == Decimal("4.00")


@pytest.mark.parametrize(
    ("card", "why"),
    [(cards.DECLINED_LATER, "Your card was declined."), (cards.ALWAYS_SECURE, "requires authentication")],
    ids=["declined", "3-D Secure again"],
)
def test_what_can_not_be_charged_is_due_and_is_not_tried_again(stripe, card, why):
    payment = kept(stripe, card)
    assert list(charge(payment).due.values()) == [Decimal("11.00")]
    over = Payment.objects.get(pk=payment.pk)
    assert (over.state, why in over.reason, taken(payment)) == (domain.FAILED, True, [])
    assert not settle(payment=over, now=timezone.now()).changed


@pytest.mark.parametrize("after", [0, 1], ids=["when it is looked for", "when it is charged"])
@pytest.mark.parametrize("kind", [outages.ERROR, outages.DROP])
@pytest.mark.parametrize("forgets", [False, True], ids=["the key known", "the key forgotten"])
def test_an_answer_that_goes_wrong_is_asked_for_and_it_is_charged_once(stripe, kind, after, forgets):
    payment = kept(stripe)
    stripe.outages.begin(kind, after=after)
    assert not charge(payment).is_heard
    if forgets:
        stripe.keys.known.clear()
    charge(payment, "12.00")
    assert taken(payment) == [Decimal("11.00")], "as it was first asked"
    assert [each["amount_received"] for each in stripe.books.all("payment_intent", customer=payment.card.customer)] == [
        1100
    ]


def test_what_came_to_nothing_sets_the_card_free(stripe):
    payment = kept(stripe)
    assert let_go(payment=payment, now=timezone.now()).payment.state == domain.FAILED
    assert not settle(payment=payment, now=timezone.now()).changed


def test_a_card_that_is_needed_stays_and_one_that_is_not_is_forgotten_at_stripe(stripe):
    payment = kept(stripe)
    with pytest.raises(domain.CardIsNeeded):
        forget(card=payment.card, now=timezone.now())
    let_go(payment=payment, now=timezone.now())
    stripe.outages.begin(outages.ERROR)
    with pytest.raises(domain.NotForgotten):
        forget(card=payment.card, now=timezone.now())
    assert KeptCard.objects.get(pk=payment.card_id).forgotten_at is None
    for _ in range(2):
        forget(card=payment.card, now=timezone.now())
    assert KeptCard.objects.get(pk=payment.card_id).forgotten_at
    assert stripe.books.things[payment.card.method]["customer"] is None


def reads(user, path="/account/cards/"):
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_cards_are_shown_to_their_owner_and_taken_away_after_a_second_question(stripe):
    payment = kept(stripe)
    let_go(payment=payment, now=timezone.now())
    user, page = owner(payment), f"/account/cards/{payment.card_id}/remove/"
    assert "Visa ending in 4242" in reads(user)[1]
    assert "No card is kept" in reads(UserFactory())[1]
    assert reads(UserFactory(), page)[0] == 404
    assert "Remove Visa ending in 4242?" in reads(user, page)[1]
    assert KeptCard.objects.get(pk=payment.card_id).forgotten_at is None
    client = Client()
    client.force_login(user)
    assert client.post(page).status_code == 302
    assert "No card is kept" in reads(user)[1]
    assert client.post(page).status_code == 404


def test_a_companys_cards_are_its_orderers_and_nobody_elses(stripe):
    payment = kept(stripe)
    buyer, book = MemberFactory(role="buyer"), MemberFactory(role="bookkeeper")
    for member, sees in ((buyer, True), (book, False)):
        KeptCard.objects.filter(pk=payment.card_id).update(account=member.account, user=None)
        assert ("Visa ending in 4242" in reads(member.user)[1]) == sees
        assert (reads(member.user, f"/account/cards/{payment.card_id}/remove/")[0] == 200) == sees
    assert "No card is kept" in reads(owner(payment))[1]


def begins_again(*, user, **about):
    """Whoever gave a card orders something else."""
    fresh = card_payment("8.00", **about)
    customer = customer_of(user=user, account=fresh.account)
    started = start(payment=fresh, return_url="http://shop.example/", now=timezone.now(), customer=customer)
    return Payment.objects.get(pk=started.payment.pk), requests.get(started.page).text


def test_a_card_that_is_kept_is_offered_again_and_no_other(stripe):
    first, strangers = kept(stripe), kept(stripe, cards.SECURE)
    fresh, page = begins_again(user=owner(first))
    assert fresh.customer == first.card.customer
    assert "Pay with visa 4242" in page
    assert strangers.card.last4 not in page.partition("Cards to try")[0]
    _, nobodys = begins_again(user=AnonymousUser())
    assert "Your cards" not in nobodys


def test_a_second_card_is_kept_beside_the_first(stripe):
    first = kept(stripe)
    fresh, _ = begins_again(user=owner(first), promise=Promise(timezone.now() + timedelta(days=14)))
    stripe.pays(fresh.ticket)
    assert settle(payment=fresh, now=timezone.now()).payment.card.customer == first.card.customer


def test_once_begun_it_is_asked_for_in_the_same_words_whoever_comes_back_to_it(stripe):
    first, fresh = kept(stripe), card_payment("8.00")
    stripe.outages.begin(outages.DROP)
    for customer in ("", first.card.customer):
        started = start(payment=fresh, return_url="http://shop.example/", now=timezone.now(), customer=customer)
    assert started.page
    assert Payment.objects.get(pk=fresh.pk).customer == ""


def test_a_customer_whom_stripe_does_not_know_any_more_comes_to_a_page_all_the_same(stripe):
    fresh = card_payment("8.00")
    started = start(payment=fresh, return_url="http://shop.example/", now=timezone.now(), customer="cus_gone")
    assert "Your cards" not in requests.get(started.page).text
