"""What people read when a team changes: whom it is about, and the owners who want to know."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from shop.accounts.models import User
from shop.accounts.roles import CHANGE_TEAM, MEMBER_ROLES
from shop.outbox.letters import Letter, address, send_letter
from shop.trade import domain, keys, queries
from shop.trade.models import Invitation, Member, TradeAccount


def invite(*, invitation: Invitation) -> None:
    account, inviter = invitation.account, invitation.invited_by
    role = MEMBER_ROLES[invitation.role]
    inside = inviter and account.members.filter(user=inviter, left_at=None).exists()
    welcome = f"{inviter} invites you" if inside else "We invite you"
    place = domain.place_in_words(role.name, invitation.spend_limit, account.currency)
    until = timezone.localtime(invitation.expires_at)
    letter = Letter(
        subject=f"Join {account.name} at CafeDjango",
        greeting="Hello",
        paragraphs=(
            f"{welcome} to the trade account of {account.name}, as: {place}. {role.does}",
            f"The link is yours alone, works once, and until {until:%A} {until.day} {until:%B %Y}.",
        ),
        action=("Join the account", keys.link_to(invitation)),
        afterword=("If you don't know them, leave this letter: without the link nothing happens.",),
    )
    send_letter(letter=letter, to=[invitation.email])


def joined(*, member: Member) -> None:
    account = member.account
    place = domain.place_in_words(member.job.name, member.spend_limit, account.currency)
    _tell_owners(
        account,
        subject=f"{member.user} has joined {account.name}",
        paragraphs=(f"{member.user} ({member.user.email}) has accepted the invitation, as: {place}.",),
        but=[member.user],
    )


def changed(*, member: Member, old: str, new: str, by: User | None) -> None:
    account = member.account
    if by is None or by.pk != member.user_id:
        letter = Letter(
            subject=f"Your place at {account.name} has changed",
            greeting=_greeting(member),
            paragraphs=(
                f"{_who(account, by)} has changed what you may do for {account.name}.",
                f"Before: {old}.\nNow: {new}. {member.job.does}",
            ),
            action=("Go to the account", address(reverse("customer:summary"))),
        )
        send_letter(letter=letter, to=[member.user.email])
    _tell_owners(
        account,
        subject=f"{member.user}'s place at {account.name} has changed",
        paragraphs=(f"{_who(account, by)} has changed it.", f"Before: {old}.\nNow: {new}."),
        but=[member.user, by],
    )


def gone(*, member: Member, by: User | None) -> None:
    account = member.account
    left = by is not None and by.pk == member.user_id
    if left:
        about = f"You have left the account of {account.name}."
    else:
        about = f"{_who(account, by)} has removed you from the account of {account.name}."
    letter = Letter(
        subject=f"You no longer belong to {account.name}",
        greeting=_greeting(member),
        paragraphs=(
            about,
            "You can't order for it or see it any more. Your sign-in stays, and so does any other account of yours.",
        ),
        afterword=("If this is a mistake, talk to an owner of the account, or to us.",),
    )
    send_letter(letter=letter, to=[member.user.email])
    _tell_owners(
        account,
        subject=f"{member.user} no longer belongs to {account.name}",
        paragraphs=(
            f"{member.user} ({member.user.email}) has left the account."
            if left
            else f"{_who(account, by)} has removed {member.user} ({member.user.email}) from the account.",
        ),
        but=[member.user, by],
    )


def _tell_owners(
    account: TradeAccount, *, subject: str, paragraphs: tuple[str, ...], but: Iterable[User | None]
) -> None:
    knowing = [user.pk for user in but if user]
    owners = queries.people(account, CHANGE_TEAM).filter(told_of_team=True).exclude(user__in=knowing)
    letter = Letter(
        subject=subject,
        paragraphs=paragraphs,
        action=("See the team", address(reverse("customer:team"))),
        afterword=("You get this as an owner. Under Preferences you choose what you are told.",),
    )
    send_letter(letter=letter, to=[owner.user.email for owner in owners])


def _who(account: TradeAccount, by: User | None) -> str:
    """Staff of the house sign as the house."""
    inside = by and Member.objects.filter(account=account, user=by, left_at=None).exists()
    return str(by) if inside else "CafeDjango"


def _greeting(member: Member) -> str:
    return f"Hello {member.user.get_short_name()}"
