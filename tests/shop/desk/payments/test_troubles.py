"""Each thing that can be the matter is found, said in words, and gone once somebody has seen to it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shop.desk.payments import troubles
from shop.payments.models import Difference, Dispute, Exchange, Handling, Reconciliation, Refund
from tests.shop.desk.payments.conftest import moves

PAYMENTS = "/dashboard/payments/"
LONG_AGO = timezone.now() - timedelta(days=1)


def asked_back(payment, state, **about):
    share = payment.shares.get()
    return Refund.objects.create(
        share=share, amount=Decimal(3), state=state, reason="Short", asked_at=LONG_AGO, **about
    )


def wrong(pays):
    payment = pays(state="asked")
    now = timezone.now()
    Exchange.objects.create(payment=payment, what="ask", said="paid", amount=Decimal("7.00"), at=now, last_at=now)
    return payment


def disputed(pays):
    payment = pays(gateway="card")
    Dispute.objects.create(payment=payment, number="du_1", amount=Decimal("12.50"), reason="fraudulent")
    moves(payment.shares.get(), Decimal("12.50"), "dispute")
    return payment


def twice(pays):
    first = pays()
    return pays(order=first.shares.get().order)


def on_account_too(pays):
    first = pays(state="due", gateway="account")
    return pays(order=first.shares.get().order)


def not_back(pays):
    payment = pays()
    asked_back(payment, "failed", failure="The card is closed.")
    return payment


def on_its_way(pays):
    payment = pays(status="Cancelled", came_in="3.00")
    asked_back(payment, "asked")
    return payment


def differs(pays):
    payment = pays()
    run = Reconciliation.objects.create(began_at=LONG_AGO)
    Difference.objects.create(
        payment=payment, kind="taken", subject="payment", words="The bank took £1.", found_at=LONG_AGO, run=run
    )
    return payment


FOUND = {
    troubles.WRONG: (wrong, "says that £7.00 was taken; we asked for £12.50"),
    troubles.DISPUTED: (disputed, "£12.50 of it is disputed"),
    troubles.UNTAKEN: (
        lambda pays: pays(state="authorised", gateway="card", taking="hold", to_take=Decimal(5)),
        "Stripe has not answered yet",
    ),
    troubles.ENDING: (
        lambda pays: pays(
            state="authorised", gateway="card", taking="hold", settled_at=timezone.now() - timedelta(days=6, hours=20)
        ),
        "lets go of it on",
    ),
    troubles.LATE: (lambda pays: pays(status="Lapsed"), "£12.50 is kept for order"),
    troubles.TWICE: (twice, "£25.00 was paid for order"),
    troubles.SHORT: (
        lambda pays: pays(state="failed", gateway="card", status="Completed", reason="Your card was declined."),
        "is due. Your card was declined.",
    ),
    troubles.NOT_BACK: (not_back, "The card is closed."),
    troubles.ON_ITS_WAY: (on_its_way, "£3.00 is on its way back since"),
    troubles.SILENT: (
        lambda pays: pays(state="asked", expires_at=LONG_AGO),
        "the bank has not said what became of it",
    ),
    troubles.DIFFERS: (differs, "The bank took £1."),
}


def shown(staff, wanted):
    return {row.payment.pk: row for row in staff.get(PAYMENTS, {"trouble": wanted}).context["rows"]}


def test_nothing_that_can_be_the_matter_is_left_out_here():
    assert set(FOUND) == set(troubles.TROUBLES)


@pytest.mark.parametrize("code", FOUND)
def test_what_is_the_matter_is_found_said_and_gone_once_it_is_seen_to(staff, pays, code):
    pays()
    make, words = FOUND[code]
    payment = make(pays)
    row = shown(staff, code)[payment.pk]
    assert [each.code for each in row.troubles] == [code]
    assert words in row.troubles[0].words
    assert list(shown(staff, "any")) == [payment.pk]
    page = f"{PAYMENTS}{payment.pk}/"
    shown_page = staff.get(page).text
    assert row.troubles[0].name in shown_page
    assert 'btn-primary"' in shown_page.partition("payment-trouble")[2], "the next step is a button"
    staff.post(f"{page}seen/{code}/", {"word": "We rang them."})
    assert shown(staff, code) == shown(staff, "any") == {}
    assert "We rang them." in staff.get(page).text
    seen = Handling.objects.get(payment=payment)
    assert (seen.by, seen.trouble, seen.words) == (staff.person, code, "We rang them.")


def test_an_order_on_account_that_was_paid_by_card_as_well_was_paid_twice(staff, pays):
    payment = on_account_too(pays)
    assert "which is on account as well" in shown(staff, troubles.TWICE)[payment.pk].troubles[0].words


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"state": "due", "gateway": "account"},
        {"state": "failed", "status": "Pending"},
        {"state": "expired", "status": "Lapsed"},
        {"state": "asked", "status": "Pending"},
        {"state": "authorised", "gateway": "card", "taking": "hold"},
        {"state": "kept", "gateway": "card", "taking": "keep"},
        {"status": "Cancelled", "came_in": "0.01", "refund": "0.01"},
    ],
    ids=["paid", "on account", "tried again", "lapsed", "being paid", "held", "kept", "cancelled and paid back"],
)
def test_what_goes_its_way_needs_nobody(staff, pays, about):
    refund = about.pop("refund", None) if (about := dict(about)) else None
    payment = pays(**about)
    if refund:
        given = asked_back(payment, "done")
        moves(payment.shares.get(), Decimal(refund), "refund", refund=given)
    assert shown(staff, "any") == {}
    [row] = staff.get(PAYMENTS).context["rows"]
    assert row.troubles == []


def test_of_two_tries_for_an_order_the_last_says_what_is_due(staff, pays):
    first = pays(state="failed", status="Completed", gateway="card")
    second = pays(order=first.shares.get().order, state="failed", gateway="card")
    assert list(shown(staff, troubles.SHORT)) == [second.pk]
    assert {each.pk for each in staff.get(f"{PAYMENTS}{second.pk}/").context["attempts"]} == {first.pk, second.pk}
