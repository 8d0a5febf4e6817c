"""What waits is approved, declined, withdrawn, or lapses; each once, and everybody concerned is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering import approvals
from shop.ordering.actions.cancelling import cancel
from shop.ordering.actions.deciding import approve, decline
from shop.ordering.actions.sweeping import sweep
from shop.ordering.keys import approved_page
from shop.ordering.models import Approval
from shop.outbox.models import Message
from shop.payments.models import Payment
from shop.trade.models import Member, TradeAccount
from tests.factories import MemberFactory
from tests.shop.ordering.approving import a_team, order_of, page
from tests.shop.ordering.page import text

pytestmark = pytest.mark.django_db
Order, Basket = get_model("order", "Order"), get_model("basket", "Basket")
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def team():
    return a_team(timezone.now())


@pytest.fixture
def asked(team):
    return team.asks(5)


def decides(team, approval, how="approve", by=None, **typed):
    return team.as_(by or team.arthur).post(page(f"approval-{how}", approval), typed)


def told(address):
    return list(Message.objects.filter(recipients=address).order_by("pk").values_list("subject", flat=True))


def test_on_account_it_is_confirmed_at_once(team, asked):
    answer = decides(team, asked, word="Enjoy it", pays_by="account")
    assert answer.status_code == 302
    asked.refresh_from_db()
    order = order_of(asked)
    assert (asked.state, asked.decided_by, asked.answer) == ("approved", team.arthur.user, "Enjoy it")
    assert order.status == "Received"
    assert Payment.objects.get().state == "due"
    first, second = told(team.ada.user.email)
    assert first == f"Approved: your order {order.number}"
    assert order.number in second
    assert "Enjoy it" in Message.objects.filter(recipients=team.ada.user.email).earliest("pk").body
    assert order.notes.filter(message__contains="Arthur Approver approved it").exists()


def test_the_credit_limit_holds_when_it_is_approved(team, asked):
    TradeAccount.objects.update(credit_limit=5)
    answer = decides(team, asked, pays_by="account")
    assert answer.status_code == 422
    assert "goes beyond the account's credit limit" in text(answer)
    assert order_of(asked).status == "Pending"
    assert not Payment.objects.exists()


def test_an_account_on_hold_can_still_pay_by_bank(team, asked):
    TradeAccount.objects.update(status="on_hold", hold_reason="An invoice is open.")
    assert "on hold" in text(decides(team, asked, pays_by="account"))
    assert decides(team, asked, pays_by="bank").status_code == 302
    asked.refresh_from_db()
    assert asked.pay_until


def test_a_price_that_has_changed_is_said_and_not_approved_unseen(team, asked):
    StockRecord.objects.update(price="4.00")
    words = "Rye loaf costs £4.00 instead of £3.20."
    assert words in text(team.as_(team.arthur).get(page("approval", asked)))
    assert words in text(decides(team, asked, pays_by="account"))
    assert order_of(asked).status == "Pending"


def test_after_the_cut_off_it_is_said_and_not_approved(team, asked):
    gone = timezone.now() - timedelta(minutes=1)
    Approval.objects.update(closes_at=gone)
    assert "have closed meanwhile" in text(decides(team, asked, pays_by="account"))
    assert "Orders for its day have closed" in text(team.as_(team.arthur).get(page("approval", asked)))
    assert order_of(asked).status == "Pending"


def test_declined_nothing_of_it_comes_and_its_buyer_reads_why(team, asked):
    decides(team, asked, "decline", word="Too many loaves")
    order = order_of(asked)
    asked.refresh_from_db()
    assert (asked.state, order.status) == ("declined", "Cancelled")
    assert team.loaf.stockrecords.get().num_allocated == 0
    letter = Message.objects.get(recipients=team.ada.user.email)
    assert "Too many loaves" in letter.body
    read = text(team.as_(team.ada).get(reverse("customer:order", args=[order.number])))
    assert "Arthur Approver declined this order." in read
    assert "Too many loaves" in read


def test_the_buyer_withdraws_it_and_has_the_goods_in_the_basket_again(team, asked):
    answer = decides(team, asked, "withdraw", by=team.ada)
    assert answer.url == reverse("basket:summary")
    asked.refresh_from_db()
    assert (asked.state, order_of(asked).status) == ("withdrawn", "Cancelled")
    assert list(Basket.open.get(owner=team.ada.user).lines.values_list("product", "quantity")) == [(team.loaf.pk, 5)]
    assert team.loaf.stockrecords.get().num_allocated == 0
    assert told(team.arthur.user.email)[-1].startswith("Nothing to approve any more")
    assert decides(team, asked, "withdraw", by=team.ada).url == page("approval", asked)
    assert Basket.open.get(owner=team.ada.user).lines.get().quantity == 5


def test_what_was_declined_can_be_put_back_into_the_basket(team, asked):
    decides(team, asked, "decline")
    decides(team, asked, "withdraw", by=team.ada)
    assert Basket.open.get(owner=team.ada.user).lines.get().quantity == 5
    asked.refresh_from_db()
    assert asked.state == "declined"


def test_what_nobody_decides_lapses_when_its_time_is_over(team, asked):
    sweep(now=asked.until - timedelta(seconds=1))
    assert order_of(asked).status == "Pending"
    sweep(now=asked.until)
    asked.refresh_from_db()
    order = order_of(asked)
    assert (asked.state, order.status) == ("lapsed", "Lapsed")
    assert team.loaf.stockrecords.get().num_allocated == 0
    assert told(team.ada.user.email)[-1].startswith("Nobody approved")
    assert told(team.arthur.user.email)[-1].startswith("Lapsed")
    assert "Nobody approved this order in time" in text(
        team.as_(team.ada).get(reverse("customer:order", args=[order.number]))
    )
    assert "Nobody decided it in time" in text(
        team.as_(team.arthur).post(page("approval-approve", asked), {"pays_by": "account"}, follow=True)
    )


def test_approvers_are_reminded_once(team, asked):
    at = asked.remind_at
    sweep(now=at)
    sweep(now=at + timedelta(minutes=1))
    assert [each[:13] for each in told(team.arthur.user.email)].count("Still waiting") == 1


def test_what_the_cafe_cancels_meanwhile_is_no_longer_asked_for(team, asked):
    cancel(orders=[order_of(asked).pk], reason="The oven broke", by=None, now=timezone.now())
    assert "The café has settled this order already" in text(
        team.as_(team.arthur).post(page("approval-approve", asked), {"pays_by": "account"}, follow=True)
    )
    sweep(now=timezone.now())
    asked.refresh_from_db()
    assert asked.state == "overtaken"


def test_what_is_decided_is_decided(team, asked):
    holly = MemberFactory(account=team.account, role="owner", user__first_name="Holly", user__last_name="Owner")
    now = timezone.now()
    decline(approval=asked, by=holly, word="", now=now)
    with pytest.raises(approvals.DecidedAlready, match="Holly Owner has declined this already"):
        decline(approval=asked, by=team.arthur, word="", now=now)


def test_ones_own_order_above_ones_own_limit_is_not_ones_own_to_approve(team):
    Member.objects.filter(pk=team.ada.pk).update(role="approver")
    approval = team.asks(5)
    team.ada.refresh_from_db()
    with pytest.raises(approvals.NotYoursToApprove):
        decline(approval=approval, by=team.ada, word="", now=timezone.now())
    read = text(team.as_(team.ada).get(page("approval", approval)))
    assert "Withdraw it" in read
    assert "Decline" not in read


class TestByBank:
    """Approved is not paid: the way to pay is opened, for as long as the goods are kept."""

    @pytest.fixture
    def approved(self, team):
        asked = team.asks(5, pays_by="bank")
        assert decides(team, asked, pays_by="bank").status_code == 302
        asked.refresh_from_db()
        return asked

    def link(self, approval):
        return approved_page(approval).split("://", 1)[1].split("/", 1)[1]

    def test_its_buyer_gets_the_link_and_nothing_is_begun_before_somebody_goes_to_pay(self, team, approved):
        letter = Message.objects.filter(recipients=team.ada.user.email).latest("pk")
        assert f"/{self.link(approved)}" in letter.body
        assert order_of(approved).status == "Pending"
        assert not Payment.objects.exists()
        assert approved.pay_until - approved.decided_at <= timedelta(days=1)

    def test_whoever_has_the_link_sees_what_is_to_be_paid_and_nothing_of_what_was_ordered(self, client, approved):
        answer = client.get(f"/{self.link(approved)}")
        assert "£16.00" in text(answer)
        assert "Rye loaf" not in text(answer)
        assert client.get(f"/{self.link(approved)[:-2]}x/").status_code == 404

    def test_it_outlasts_a_payment_that_came_to_nothing_and_lapses_when_its_time_is_over(self, client, team, approved):
        client.post(f"/{self.link(approved)}", {"pays_by": "bank"})
        payment = Payment.objects.get()
        assert payment.checkout == approved.checkout
        Payment.objects.update(state="expired")
        sweep(now=approved.pay_until - timedelta(minutes=1))
        assert order_of(approved).status == "Pending"
        sweep(now=approved.pay_until)
        assert order_of(approved).status == "Lapsed"
        assert team.loaf.stockrecords.get().num_allocated == 0
        after = client.get(f"/{self.link(approved)}", follow=True)
        assert "Go to" not in text(after)
        assert "Try again" not in text(after)

    def test_on_account_is_no_way_by_a_link(self, client, approved):
        client.post(f"/{self.link(approved)}", {"pays_by": "account"})
        assert not Payment.objects.exists()


def test_approving_what_was_asked_of_a_closed_account_is_refused(team, asked):
    TradeAccount.objects.update(status="closed")
    team.arthur.refresh_from_db()
    with pytest.raises(Exception, match="This account is closed"):
        approve(approval=asked, by=team.arthur, word="", pays_by="account", strategy=None, now=timezone.now())
