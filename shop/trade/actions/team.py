"""Who belongs to an account. All that changes it takes the account's row first, so it happens one after the other."""

from datetime import datetime
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db import transaction

from shop.accounts.models import User
from shop.accounts.roles import APPROVE, MEMBER_ROLES, ORDER, OWNER
from shop.trade import domain, invited
from shop.trade.actions import team_letters
from shop.trade.actions.recording import record
from shop.trade.models import Invitation, Member, TradeAccount


@transaction.atomic
def invite(
    *,
    account: TradeAccount,
    email: str,
    role: str,
    spend_limit: Decimal | None,
    by: User | None,
    now: datetime,
    tell: bool = True,
) -> Invitation:
    """The link goes by mail (keys.link_to has it too). `tell`: unless the caller writes a letter with it."""
    account = lock_open(account)
    email = email.strip().lower()
    if _belongs(account, email):
        raise domain.AlreadyAMember(email)
    earlier = account.invitations.filter(email__iexact=email, accepted_at=None, withdrawn_at=None).first()
    if earlier and earlier.is_open(now):
        raise domain.AlreadyInvited(email)
    if earlier:
        earlier.withdrawn_at = now
        earlier.save(update_fields=["withdrawn_at"])
    invitation = Invitation.objects.create(
        account=account,
        email=email,
        role=role,
        spend_limit=limit_of(role, spend_limit),
        invited_by=by,
        created_at=now,
        expires_at=now + domain.INVITATION_LASTS,
    )
    record(account=account, by=by, what=f"Invitation to {email}", new=_place(invitation, account))
    if tell:
        team_letters.invite(invitation=invitation)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User | None, now: datetime) -> Invitation:
    """The same link, for as long as a new invitation. An expired one is open again."""
    account = lock_open(invitation.account)
    invitation = _waiting(invitation)
    if _belongs(account, invitation.email):
        raise domain.AlreadyAMember(invitation.email)
    invitation.expires_at = now + domain.INVITATION_LASTS
    invitation.save(update_fields=["expires_at"])
    record(account=account, by=by, what=f"Invitation to {invitation.email}", new="Sent again")
    team_letters.invite(invitation=invitation)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User | None, now: datetime) -> None:
    account = lock(invitation.account)
    invitation = _waiting(invitation)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record(account=account, by=by, what=f"Invitation to {invitation.email}", new="Withdrawn")


@transaction.atomic
def accept(*, invitation: Invitation, user: User, now: datetime) -> Member:
    """Once, and only by who has proved to have the address that was invited."""
    account = lock(invitation.account)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    invitation.account = account
    if not invited.has_proved(user, invitation.email):
        raise domain.InvitedSomebodyElse(invitation.email)
    if account.is_closed:
        raise domain.AccountClosed
    if account.members.filter(user=user, left_at=None).exists():
        raise domain.AlreadyAMember(invitation.email)
    if not invitation.is_open(now):
        raise domain.InvitationOver
    member = Member.objects.create(
        account=account,
        user=user,
        role=invitation.role,
        spend_limit=limit_of(invitation.role, invitation.spend_limit),
        joined_at=now,
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record(account=account, by=user, what=f"{user} joined", new=_place(member, account))
    team_letters.joined(member=member)
    return member


@transaction.atomic
def change_role(*, member: Member, role: str, spend_limit: Decimal | None, by: User | None) -> Member:
    account = lock_open(member.account)
    member = _present(member, account)
    if role != OWNER.key:
        _keep_an_owner(account, without=member)
    old = _place(member, account)
    old_role, old_limit = member.job.name, _limit(member.spend_limit, account)
    member.role, member.spend_limit = role, limit_of(role, spend_limit)
    member.save(update_fields=["role", "spend_limit"])
    new_role, new_limit = member.job.name, _limit(member.spend_limit, account)
    if new_role != old_role:
        record(account=account, by=by, what=f"Role of {member.user}", old=old_role, new=new_role)
    if new_limit != old_limit:
        record(account=account, by=by, what=f"Order limit of {member.user}", old=old_limit, new=new_limit)
    if (new_role, new_limit) != (old_role, old_limit):
        team_letters.changed(member=member, old=old, new=_place(member, account), by=by)
    return member


@transaction.atomic
def remove(*, member: Member, by: User | None, now: datetime, reason: str = "") -> None:
    """They lose this account at their next page. Their sign-in, their other accounts and what they did here stay."""
    account = lock(member.account)
    member = _present(member, account)
    if not account.is_closed:
        _keep_an_owner(account, without=member)
    member.left_at = now
    member.save(update_fields=["left_at"])
    left = by is not None and by.pk == member.user_id
    what = f"{member.user} left" if left else f"{member.user} removed"
    record(account=account, by=by, what=what, old=_place(member, account), reason=reason)
    team_letters.gone(member=member, by=by)


def lock(account: TradeAccount) -> TradeAccount:
    """The account as it is now, and nobody else changes it before we are done."""
    return TradeAccount.objects.select_for_update(of=("self",)).select_related("cafe__partner").get(pk=account.pk)


def lock_open(account: TradeAccount) -> TradeAccount:
    account = lock(account)
    if account.is_closed:
        raise domain.AccountClosed
    return account


def limit_of(role: str, spend_limit: Decimal | None) -> Decimal | None:
    """A limit is for who orders and can't let their own orders through."""
    may = MEMBER_ROLES[role].may
    return spend_limit if ORDER in may and APPROVE not in may else None


def _belongs(account: TradeAccount, email: str) -> bool:
    owners = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    present = account.members.filter(left_at=None)
    return present.filter(user__email__iexact=email).exists() or present.filter(user__in=owners).exists()


def _waiting(invitation: Invitation) -> Invitation:
    """Neither accepted nor withdrawn meanwhile; it may have expired."""
    waiting = Invitation.objects.select_for_update(of=("self",)).select_related("account__cafe__partner", "invited_by")
    found = waiting.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).first()
    if found is None:
        raise domain.InvitationSettled
    return found


def _present(member: Member, account: TradeAccount) -> Member:
    places = Member.objects.select_for_update(of=("self",)).select_related("user")
    found = places.filter(pk=member.pk, account=account, left_at=None).first()
    if found is None:
        raise domain.NotAMember
    found.account = account
    return found


def _keep_an_owner(account: TradeAccount, *, without: Member) -> None:
    owners = account.members.filter(left_at=None, role=OWNER.key, user__is_active=True)
    if without.role == OWNER.key and not owners.exclude(pk=without.pk).exists():
        raise domain.LastOwner


def _limit(spend_limit: Decimal | None, account: TradeAccount) -> str:
    return domain.limit_in_words(spend_limit, account.currency)


def _place(of: Member | Invitation, account: TradeAccount) -> str:
    return domain.place_in_words(MEMBER_ROLES[of.role].name, of.spend_limit, account.currency)
