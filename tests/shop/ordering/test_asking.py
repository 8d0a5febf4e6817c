"""A buyer above their limit sends the order for approval: it holds its goods, and nobody pays yet."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.actions.sweeping import sweep
from shop.ordering.models import Approval
from shop.outbox.models import Message
from shop.payments.models import Payment
from shop.trade.models import Member
from tests.factories import BasketFactory, MemberFactory
from tests.shop.ordering.approving import a_team, order_of, page, send_for_approval
from tests.shop.ordering.page import look, refused, send, soup, text

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")


@pytest.fixture
def team():
    return a_team(timezone.now())


def test_the_order_waits_with_its_goods_and_its_place_and_nothing_is_to_be_paid(team):
    approval = team.asks(5, word="For the wedding")
    order = order_of(approval)
    assert (order.status, order.account, order.user) == ("Pending", team.account, team.ada.user)
    assert (approval.state, approval.asked_by, approval.word) == ("asked", team.ada.user, "For the wedding")
    assert approval.until <= order.round.cutoff_at
    assert team.loaf.stockrecords.get().num_allocated == 5
    assert not Payment.objects.exists()
    sweep(now=timezone.now())
    order.refresh_from_db()
    assert order.status == "Pending"


def test_the_buyer_lands_on_a_page_that_says_for_whom_it_waits_and_until_when(team):
    client = team.as_(team.ada)
    answer = send_for_approval(client, team.ada, [(team.loaf, 5)])
    read = text(client.get(answer.url))
    assert "Sent for approval" in read
    assert "for Arthur Approver to approve it" in read
    own = text(client.get(reverse("customer:order", args=[Order.objects.get().number])))
    assert "It waits until" in own


def test_who_may_approve_is_told_with_the_sum_the_word_and_the_way_there(team):
    MemberFactory(account=team.account, role="bookkeeper")
    approval = team.asks(5, word="For the wedding")
    [letter] = Message.objects.filter(subject__contains="asks you to approve")
    assert letter.recipients == team.arthur.user.email
    assert "£16.00" in letter.subject
    for words in ("For the wedding", order_of(approval).number, page("approval", approval)):
        assert words in letter.body
    assert order_of(approval).letters.get().kind == "to_approver"
    assert mail.outbox == []


def test_the_page_offers_to_send_it_and_says_whom_it_waits_for(team):
    client = team.as_(team.ada)
    BasketFactory(owner=team.ada.user, lines=[(team.loaf, 5)])
    answer = client.get("/checkout/")
    assert soup(answer).find(id="place-order")["value"] == "approval"
    assert "Arthur Approver can approve it" in text(answer)


def test_where_nobody_may_approve_it_says_so_and_offers_nothing(team):
    team.arthur.delete()
    client = team.as_(team.ada)
    BasketFactory(owner=team.ada.user, lines=[(team.loaf, 5)])
    answer = client.get("/checkout/")
    assert soup(answer).find(id="place-order") is None
    assert "Nobody in your account can approve it" in text(answer)
    assert "Nothing is ordered yet" in refused(send(client, look(client), asked="approval"))
    assert not Order.objects.exists()


def test_who_pressed_the_other_button_is_asked_again(team):
    """The limit was changed while the page was open."""
    client = team.as_(team.ada)
    BasketFactory(owner=team.ada.user, lines=[(team.loaf, 5)])
    page_before = look(client)
    Member.objects.filter(pk=team.ada.pk).update(spend_limit=None)
    assert "nobody has to approve it" in refused(send(client, page_before, asked="approval"))
    Member.objects.filter(pk=team.ada.pk).update(spend_limit=10)
    assert "send it for approval" in refused(send(client, page_before, asked="place"))
    assert not Order.objects.exists()


def test_a_word_that_is_too_long_is_refused_and_kept(team):
    client = team.as_(team.ada)
    BasketFactory(owner=team.ada.user, lines=[(team.loaf, 5)])
    answer = send(client, look(client) | {"word": "x" * 501}, asked="approval")
    assert answer.status_code == 422
    assert soup(answer).find(id="id_word").text.strip() == "x" * 501
    assert not Approval.objects.exists()


def test_a_second_click_leads_to_the_same_order(team):
    client = team.as_(team.ada)
    BasketFactory(owner=team.ada.user, lines=[(team.loaf, 5)])
    sent = look(client)
    first, second = send(client, sent, asked="approval"), send(client, sent, asked="approval")
    assert first.url == second.url
    assert Approval.objects.count() == 1
