"""Who belongs to an account: invited, joined, changed, removed. Refused in words, recorded, and told."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from shop.accounts.models import User
from shop.trade import domain, keys
from shop.trade.actions import joining, team
from shop.trade.models import AccountChange, Invitation, Member, TradeAccount
from tests.factories import MemberFactory, TradeAccountFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + domain.INVITATION_LASTS


@pytest.fixture
def kitchen():
    return TradeAccountFactory(name="Hartley's Kitchen")


@pytest.fixture
def holly(kitchen):
    person = UserFactory(email="holly@example.com", first_name="Holly", last_name="Hartley")
    return MemberFactory(account=kitchen, user=person, role="owner")


def invited(holly, email="ada@example.com", role="buyer", limit=D(200), now=NOW) -> Invitation:
    return team.invite(account=holly.account, email=email, role=role, spend_limit=limit, by=holly.user, now=now)


def changes(account):
    return [f"{change.what}: {change.old} → {change.new}" for change in account.changes.order_by("pk")]


def test_an_invitation_goes_by_mail_and_stands_in_the_history(holly, sent):
    invitation = invited(holly, email=" Ada@Example.com ")
    (letter,) = sent()
    assert letter.to == ["ada@example.com"]
    assert keys.link_to(invitation) in letter.body
    assert keys.link_to(invitation) in letter.alternatives[0].content
    assert "Holly Hartley invites you" in letter.body
    assert "Buyer, up to £200.00 an order" in letter.body
    assert changes(holly.account) == ["Invitation to ada@example.com:  → Buyer, up to £200.00 an order"]


def test_who_belongs_to_the_account_is_not_invited_again(holly):
    with pytest.raises(domain.AlreadyAMember, match=r"holly@example\.com is in this account already"):
        invited(holly, email="HOLLY@example.com")


def test_an_address_has_one_open_invitation_an_account(holly):
    invited(holly)
    with pytest.raises(domain.AlreadyInvited, match="Send it again, or withdraw it first"):
        invited(holly, email="ADA@example.com", now=LATER - timedelta(seconds=1))


def test_an_expired_invitation_is_replaced_by_a_new_one(holly):
    old = invited(holly)
    new = invited(holly, now=LATER)
    old.refresh_from_db()
    assert old.withdrawn_at == LATER
    assert new.is_open(LATER)


def test_sent_again_the_same_link_is_open_for_as_long_as_a_new_one(holly, sent):
    invitation = invited(holly)
    again = team.send_again(invitation=invitation, by=holly.user, now=LATER)
    assert again.expires_at == LATER + domain.INVITATION_LASTS
    assert keys.key_of(again) == keys.key_of(invitation)
    assert len(sent()) == 2


def test_a_withdrawn_invitation_lets_nobody_in(holly):
    invitation = invited(holly)
    team.withdraw(invitation=invitation, by=holly.user, now=NOW)
    with pytest.raises(domain.InvitationOver):
        team.accept(invitation=invitation, user=UserFactory(email="ada@example.com"), now=NOW)
    with pytest.raises(domain.InvitationSettled):
        team.send_again(invitation=invitation, by=holly.user, now=NOW)


def test_who_accepts_has_the_role_and_limit_of_the_invitation_and_the_owners_are_told(holly, sent):
    ada = UserFactory(email="ada@example.com", first_name="Ada", last_name="Hartley")
    member = team.accept(invitation=invited(holly), user=ada, now=NOW)
    assert (member.role, member.spend_limit, member.user) == ("buyer", D(200), ada)
    assert changes(holly.account)[-1] == "Ada Hartley joined:  → Buyer, up to £200.00 an order"
    assert [(letter.to, letter.subject) for letter in sent()[1:]] == [
        (["holly@example.com"], "Ada Hartley has joined Hartley's Kitchen")
    ]


def test_an_invitation_is_accepted_once(holly):
    invitation = invited(holly)
    ada = UserFactory(email="ada@example.com")
    member = team.accept(invitation=invitation, user=ada, now=NOW)
    with pytest.raises(domain.AlreadyAMember):
        team.accept(invitation=invitation, user=ada, now=NOW)
    team.remove(member=member, by=holly.user, now=NOW)
    with pytest.raises(domain.InvitationOver):
        team.accept(invitation=invitation, user=ada, now=NOW)


def test_an_expired_invitation_lets_nobody_in(holly):
    invitation = invited(holly)
    with pytest.raises(domain.InvitationOver):
        team.accept(invitation=invitation, user=UserFactory(email="ada@example.com"), now=LATER)


@pytest.mark.parametrize("person", [{"email": "ben@example.com"}, {"email": "ada@example.com", "verified": False}])
def test_only_who_has_proved_the_invited_address_may_accept(holly, person):
    with pytest.raises(domain.InvitedSomebodyElse, match=r"for ada@example\.com"):
        team.accept(invitation=invited(holly), user=UserFactory(**person), now=NOW)


def test_nobody_joins_or_is_invited_to_a_closed_account(holly):
    invitation = invited(holly)
    TradeAccount.objects.update(status=domain.CLOSED)
    with pytest.raises(domain.AccountClosed):
        invited(holly, email="ben@example.com")
    with pytest.raises(domain.AccountClosed):
        team.accept(invitation=invitation, user=UserFactory(email="ada@example.com"), now=NOW)


def test_a_change_of_role_and_limit_is_recorded_from_to_and_told_to_whom_it_concerns(holly, sent):
    ada = MemberFactory(account=holly.account, role="buyer", spend_limit=D(200), user__first_name="Ada")
    team.change_role(member=ada, role="approver", spend_limit=None, by=holly.user)
    assert changes(holly.account) == [
        f"Role of {ada.user}: Buyer → Approver",
        f"Order limit of {ada.user}: up to £200.00 an order → no limit",
    ]
    (letter,) = sent()
    assert letter.to == [ada.user.email]
    assert "Before: Buyer, up to £200.00 an order." in letter.body
    assert "Holly Hartley has changed" in letter.body


def test_what_stays_as_it_was_is_neither_recorded_nor_told(holly, sent):
    ada = MemberFactory(account=holly.account, role="buyer", spend_limit=D(200))
    team.change_role(member=ada, role="buyer", spend_limit=D("200.00"), by=holly.user)
    assert not changes(holly.account)
    assert not sent()


def test_only_a_buyer_has_a_limit(holly):
    ada = MemberFactory(account=holly.account, role="buyer")
    assert team.change_role(member=ada, role="approver", spend_limit=D(5), by=holly.user).spend_limit is None


def test_other_owners_hear_of_a_removal_if_they_want_to(holly, sent):
    MemberFactory(account=holly.account, user__email="second@example.com")
    MemberFactory(account=holly.account, user__email="quiet@example.com", told_of_team=False)
    MemberFactory(account=holly.account, user__email="buyer@example.com", role="buyer")
    ada = MemberFactory(account=holly.account, role="buyer", user__email="ada@example.com")
    team.remove(member=ada, by=holly.user, now=NOW)
    assert {letter.to[0] for letter in sent()} == {"ada@example.com", "second@example.com"}
    assert Member.objects.get(pk=ada.pk).left_at == NOW
    assert ada.user.is_active


@pytest.mark.parametrize("end", ["leaves", "becomes a buyer"])
def test_the_last_owner_stays_until_there_is_another(holly, end):
    def go():
        if end == "leaves":
            team.remove(member=holly, by=holly.user, now=NOW)
        else:
            team.change_role(member=holly, role="buyer", spend_limit=None, by=holly.user)

    MemberFactory(account=holly.account, user__is_active=False)
    MemberFactory(account=holly.account, role="approver")
    with pytest.raises(domain.LastOwner, match="Make somebody else an owner first"):
        go()
    MemberFactory(account=holly.account)
    go()


def test_who_left_can_be_invited_again_and_has_a_place_of_their_own(holly):
    ada = UserFactory(email="ada@example.com")
    first = team.accept(invitation=invited(holly), user=ada, now=NOW)
    team.remove(member=first, by=ada, now=NOW)
    second = team.accept(invitation=invited(holly, role="bookkeeper"), user=ada, now=NOW)
    assert second.pk != first.pk
    assert [place.role for place in ada.memberships.filter(left_at=None)] == ["bookkeeper"]


def test_who_is_new_gets_a_sign_in_whose_address_the_mail_has_proved(holly):
    typed = {"first_name": "Ada", "last_name": "Hartley", "password": "a loaf of rye bread"}
    member = joining.join_as_new(invitation=invited(holly), now=NOW, **typed)
    assert member.user.check_password("a loaf of rye bread")
    assert member.user.emailaddress_set.get().verified


def test_who_signed_up_with_anothers_address_and_never_proved_it_loses_it_to_who_got_the_mail(holly):
    squatter = UserFactory(email="ada@example.com", verified=False)
    typed = {"first_name": "Ada", "last_name": "Hartley", "password": "a loaf of rye bread"}
    member = joining.join_as_new(invitation=invited(holly), now=NOW, **typed)
    assert User.objects.get(pk=squatter.pk) == member.user
    assert User.objects.get(pk=squatter.pk).check_password("a loaf of rye bread")


@pytest.mark.parametrize("known", [{}, {"is_active": False}, {"verified": False, "is_staff": True}])
def test_an_invitation_gives_nobody_the_sign_in_of_another(holly, known):
    before = UserFactory(email="ada@example.com", **known).password
    with pytest.raises(domain.SignInFirst):
        joining.join_as_new(invitation=invited(holly), first_name="A", last_name="B", password="x" * 12, now=NOW)
    assert User.objects.get(email="ada@example.com").password == before


@pytest.mark.parametrize("key", ["", "nobodys", "a" * 5000, "W10:1:2", "\x00", "é:ü:x"])
def test_a_key_that_was_never_ours_finds_nothing(key):
    assert keys.invitation_of(key) is None


def test_the_history_is_never_rewritten(holly):
    invited(holly)
    change = AccountChange.objects.get()
    with pytest.raises(Exception, match="stays"):
        change.save()
