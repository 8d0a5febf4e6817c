"""Two at the same instant, on the running site. Beside each stands a control, without the locks, that must go wrong."""

from functools import partial

import pytest
from django.utils import timezone

from shop.trade import keys
from shop.trade.actions import team
from shop.trade.models import Member
from tests.factories import MemberFactory, TradeAccountFactory, UserFactory
from tests.testbed.race import race
from tests.testbed.visitor import Visitor


def owners(account):
    return Member.objects.filter(account=account, role="owner", left_at=None)


def each_removes_the_other(site, way):
    account = TradeAccountFactory()
    one, other = MemberFactory.create_batch(2, account=account)
    pairs = ((one, other), (other, one))
    answers = race([partial(Visitor.signed_in(site, by.user).post, way.format(gone.pk)) for by, gone in pairs])
    return account, [answer.status for answer in answers]


def test_two_owners_who_remove_each_other_at_once_leave_one(site):
    for _ in range(8):
        account, statuses = each_removes_the_other(site, "/account/team/{}/remove/")
        assert owners(account).count() == 1
        assert statuses.count(302) == 1
        assert set(statuses) <= {302, 200, 404}


def test_control_without_the_lock_they_leave_an_account_without_an_owner(site):
    for _ in range(40):
        account, _ = each_removes_the_other(site, "/test/remove/{}/")
        if not owners(account).exists():
            return
    pytest.fail("both removals looked before the other wrote, in none of 40 races")


def an_invitation(email):
    holly = MemberFactory()
    asked = {"role": "buyer", "spend_limit": None, "by": holly.user, "now": timezone.now()}
    return team.invite(account=holly.account, email=email, **asked)


def accepting(site, path, times=6):
    ada = UserFactory()
    invitation = an_invitation(ada.email)
    address = path.format(key=keys.key_of(invitation), pk=invitation.pk)
    answers = race([partial(Visitor.signed_in(site, ada).post, address)] * times)
    return ada, {answer.status for answer in answers}


def test_many_clicks_on_join_make_one_member_and_each_lands_inside(site):
    for _ in range(4):
        ada, statuses = accepting(site, "/invitations/{key}/")
        assert statuses == {302}
        assert ada.memberships.filter(left_at=None).count() == 1


def test_control_without_the_lock_many_clicks_end_in_a_failure(site):
    for _ in range(40):
        _, statuses = accepting(site, "/test/accept/{pk}/")
        if 500 in statuses:
            return
    pytest.fail("one accepted before the other looked, in all of 40 races")


def test_who_is_new_and_clicks_twice_has_one_sign_in(site):
    for number in range(3):
        email = f"new{number}@example.com"
        invitation = an_invitation(email)
        typed = {
            "first_name": "Ada",
            "last_name": "Hartley",
            "password": "a loaf of rye",
            "password_again": "a loaf of rye",
        }
        post = partial(Visitor(site).post, f"/invitations/{keys.key_of(invitation)}/", **typed)
        assert {answer.status for answer in race([post] * 4)} <= {302, 200, 410}
        assert Member.objects.filter(user__email=email, left_at=None).count() == 1
