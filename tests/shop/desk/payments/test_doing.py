"""The next step is a button: it asks, takes, pays back or lets go over the line, and it is kept who did it and why."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from oscar.core.loading import get_model

from shop.payments.actions.settling import settle
from shop.payments.models import Handling, Payment, Refund, Transfer
from shop.payments.promises import Promise
from tests.factories import UserFactory
from tests.fake_stripe import outages
from tests.testbed.stripes import begun_by_card

Order = get_model("order", "Order")


@pytest.fixture
def staff(stripe):
    client = Client()
    client.person = UserFactory(is_staff=True, groups=["Operations"])
    client.force_login(client.person)
    return client


def paid(stripe, *amounts, status="Received", **about):
    payment = begun_by_card(*amounts or ("12.50",), **about)
    for share in payment.shares.all():
        Order.objects.filter(pk=share.order_id).update(status=status, total_incl_tax=share.amount)
    stripe.pays(payment.ticket)
    return settle(payment=payment, now=timezone.now()).payment


def page(payment, *more):
    return "/".join(["/dashboard/payments", str(payment.pk), *map(str, more), ""])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)][-1]


def give(staff, payment, amount, reason="One was damaged", left="12.50"):
    address = page(payment, "refund", payment.shares.get().pk)
    return staff.post(address, {"amount": amount, "reason": reason, "left": left})


def given(payment):
    return list(Refund.objects.filter(share__payment=payment).order_by("pk").values_list("amount", "state"))


def state(payment):
    return Payment.objects.get(pk=payment.pk).state


def test_a_part_is_paid_back_with_who_and_why_and_is_not_asked_for_again(stripe, staff):
    payment = paid(stripe)
    assert said(give(staff, payment, "£4.00")) == "£4.00 is paid back."
    refund = Refund.objects.get(share__payment=payment)
    assert (refund.by, refund.reason, refund.state) == (staff.person, "One was damaged", "done")
    answer = staff.get(page(payment))
    assert answer.context["shown"].troubles == []
    for words in ("One was damaged", "−£4.00", str(refund.key), staff.person.get_full_name()):
        assert words in answer.text.replace("-£", "−£"), words


def test_who_looked_too_long_is_told_what_is_left_and_can_go_on_from_there(stripe, staff):
    payment = paid(stripe)
    give(staff, payment, "4.00")
    late = give(staff, payment, "2.00")
    assert "Something was paid back since" in late.text
    assert late.context["form"]["left"].value() == "8.50"
    assert said(give(staff, payment, "2.00", left="8.50")) == "£2.00 is paid back."


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "12.51"}, "At most £12.50 can be paid back."),
        ({"amount": "0"}, "Write an amount above nothing."),
        ({"amount": "-1"}, "Write an amount above nothing."),
        ({"amount": "twelve"}, "Write an amount like 12.50."),
        ({"amount": "1.005"}, "Write pounds and pence, like 12.50."),
        ({"amount": ""}, "Say how much is paid back."),
        ({"amount": "1", "reason": ""}, "Say why it is paid back."),
    ],
)
def test_what_can_not_be_paid_back_is_said_and_nothing_typed_is_lost(stripe, staff, typed, words):
    payment = paid(stripe)
    answer = give(staff, payment, **typed)
    assert words in answer.text
    assert f'value="{typed["amount"]}"' in answer.text or not typed["amount"]
    assert given(payment) == []


def test_a_second_click_pays_nothing_twice(stripe, staff):
    payment = paid(stripe)
    give(staff, payment, "4.00")
    assert "Something was paid back since" in give(staff, payment, "4.00").text
    assert given(payment) == [(Decimal("4.00"), "done")]


def test_a_refund_without_an_answer_is_said_to_be_on_its_way_and_asked_for_by_the_button(stripe, staff):
    payment = paid(stripe)
    stripe.outages.begin(outages.DROP)
    assert "is on its way back" in said(give(staff, payment, "4.00"))
    assert said(staff.post(page(payment, "ask"))).startswith("Asked: ")
    assert given(payment) == [(Decimal("4.00"), "done")]


def test_asking_again_settles_what_was_paid_and_finds_what_was_disputed(stripe, staff):
    payment = begun_by_card("12.50")
    stripe.pays(payment.ticket)
    assert said(staff.post(page(payment, "ask"))) == "Asked: paid."
    stripe.disputes(Payment.objects.get(pk=payment.pk).number)
    assert "dispute open" in said(staff.post(page(payment, "ask")))
    assert "is disputed" in staff.get(page(payment)).text
    notes = Handling.objects.filter(payment=payment, what=Handling.ASKED)
    assert [note.by for note in notes] == [staff.person] * 2


def test_a_provider_that_is_silent_is_said_to_be_so(stripe, staff):
    payment = begun_by_card("12.50")
    stripe.outages.begin(outages.ERROR, 9)
    assert said(staff.post(page(payment, "ask"))).startswith("There is no answer just now.")
    assert Handling.objects.get(payment=payment).words == "No answer."


def held(stripe, status):
    return paid(stripe, status=status, promise=Promise(timezone.now() + timedelta(days=2)))


def test_what_is_held_is_taken_once_its_orders_are_completed_and_not_before(stripe, staff):
    early, ready = held(stripe, "In progress"), held(stripe, "Completed")
    assert "aren't completed yet" in said(staff.post(page(early, "take")))
    assert said(staff.post(page(ready, "take"))) == "Tried: paid."
    assert (state(early), state(ready)) == ("authorised", "paid")
    assert Transfer.objects.get(share__payment=ready).amount == Decimal("12.50")


def test_a_card_is_let_go_with_a_reason_and_then_its_order_is_due_by_a_link(stripe, staff):
    payment = held(stripe, "Received")
    share = payment.shares.get()
    assert "Say why" in staff.post(page(payment, "let-go"), {"reason": " "}).text
    staff.post(page(payment, "let-go"), {"reason": "They pay by bank instead"})
    assert (state(payment), stripe.books.things[payment.number]["status"]) == ("failed", "canceled")
    answer = staff.get(page(payment))
    assert [each.code for each in answer.context["shown"].troubles] == ["short"]
    assert "They pay by bank instead" in answer.text
    assert said(staff.post(page(payment, "link", share.pk))).startswith("The link to pay is on its way to ")
    assert share.order.letters.filter(kind="due", sent_by=staff.person).exists()
    assert "Nothing is held" in said(staff.post(page(payment, "take")))


def test_nothing_changes_by_looking_and_who_may_only_look_changes_nothing(stripe, staff):
    payment = held(stripe, "Completed")
    share = payment.shares.get().pk
    buttons = [
        page(payment, "ask"),
        page(payment, "take"),
        page(payment, "link", share),
        page(payment, "seen", "short"),
    ]
    assert [staff.get(address).status_code for address in buttons] == [405] * 4
    staff.force_login(UserFactory(is_staff=True, groups=["Sales"]))
    forms = [page(payment, "let-go"), page(payment, "refund", share)]
    assert [staff.post(address, {"reason": "x"}).status_code for address in [*buttons, *forms]] == [403] * 6
    assert state(payment) == "authorised"


def test_a_payment_tells_its_whole_story(stripe, staff):
    payment = paid(stripe)
    story = staff.get(page(payment)).text
    for words in ("It was asked for", "We began", "We asked what became of it: it is paid", str(payment.key), "Paid"):
        assert words in story, words
    number = payment.shares.get().order.number
    assert f'href="{page(payment)}"' in staff.get(f"/dashboard/orders/{number}/").text


def test_an_unknown_trouble_share_or_payment_is_not_found(stripe, staff):
    payment, other = paid(stripe), paid(stripe)
    assert staff.post(page(payment, "seen", "nonsense")).status_code == 404
    assert staff.post(page(payment, "link", other.shares.get().pk)).status_code == 404
    assert staff.get(page(payment, "refund", other.shares.get().pk)).status_code == 404
