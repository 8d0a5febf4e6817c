from datetime import UTC, datetime

import pytest

from shop.outbox.models import Message
from shop.payments.models import Payment
from shop.privacy import domain
from shop.privacy.actions.asking import ask, call_off
from shop.privacy.models import DeletionRequest
from tests.factories import MemberFactory, OrderFactory, UserFactory
from tests.shop.privacy.zebulon import ADDRESS, zebulon

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_who_asks_is_told_the_day_fourteen_days_on():
    user, _ = zebulon()
    asked = ask(user=user, now=NOW)
    assert asked.due_at == datetime(2026, 12, 5, 12, tzinfo=UTC)
    letter = Message.objects.get(recipients=ADDRESS)
    assert letter.subject == "Your data will be deleted on 5 December 2026"
    assert "six years" in letter.body
    assert "/account/privacy/" in letter.body


def test_it_is_asked_for_once():
    user, _ = zebulon()
    ask(user=user, now=NOW)
    with pytest.raises(domain.AlreadyAsked):
        ask(user=user, now=NOW)


def test_it_can_be_called_off_and_asked_for_again():
    user, _ = zebulon()
    ask(user=user, now=NOW)
    assert call_off(user=user, now=NOW).state == domain.CALLED_OFF
    with pytest.raises(domain.NothingToCallOff):
        call_off(user=user, now=NOW)
    ask(user=user, now=NOW)
    assert sorted(each.state for each in DeletionRequest.objects.all()) == [domain.CALLED_OFF, domain.WAITING]


def test_the_only_owner_of_an_account_with_others_hands_it_over_first():
    user, account = zebulon(role="owner", others=["buyer"])
    with pytest.raises(domain.OnlyOwner, match="only owner of Rye & Shine, and others belong to it"):
        ask(user=user, now=NOW)
    MemberFactory(account=account, role="owner")
    assert ask(user=user, now=NOW).state == domain.WAITING


@pytest.mark.parametrize("others", [[], ["owner"]])
def test_an_owner_goes_who_is_alone_or_one_of_several(others):
    user, _ = zebulon(role="owner", others=others)
    assert ask(user=user, now=NOW).is_open


def test_owners_who_have_left_or_lost_their_sign_in_don_t_count():
    user, account = zebulon(role="owner", others=["buyer"])
    MemberFactory(account=account, role="owner", left_at=NOW)
    MemberFactory(account=account, role="owner", user=UserFactory(is_active=False))
    with pytest.raises(domain.OnlyOwner):
        ask(user=user, now=NOW)


def test_who_has_a_role_in_the_house_gives_it_up_first():
    with pytest.raises(domain.WorksHere):
        ask(user=UserFactory(groups=["Sales"]), now=NOW)


@pytest.mark.parametrize("state", ["Pending", "Received", "In progress", "Completed"])
def test_what_is_not_handed_over_yet_comes_first(state):
    user, _ = zebulon()
    order = OrderFactory(user=user, status=state)
    with pytest.raises(domain.OrdersUnderWay, match=order.number):
        ask(user=user, now=NOW)
    type(order).objects.update(status="Issued")
    assert ask(user=user, now=NOW).state == domain.WAITING


def test_what_one_owes_oneself_comes_first_and_what_a_company_owes_does_not():
    user, account = zebulon()
    order = OrderFactory(user=user, status="Issued")
    payment = Payment.objects.create(
        checkout="basket", gateway="bank", amount=1, currency="GBP", reference="Order", state="failed", expires_at=NOW
    )
    payment.shares.create(order=order, amount=1)
    with pytest.raises(domain.OrdersUnderWay):
        ask(user=user, now=NOW)
    type(order).objects.update(account=account)
    assert ask(user=user, now=NOW).state == domain.WAITING
