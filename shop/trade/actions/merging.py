"""Two accounts of one company become one, by alias: the duplicate is closed and leads to the one that is kept.

Its people, places and open invitations move, and its orders and payments (shop.desk.actions). Its history and its notes
stay as they are. Who shows or adds up what an account has done asks for queries.ids_of(account).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shop.accounts.models import User
from shop.accounts.roles import APPROVER, BOOKKEEPER, BUYER, OWNER
from shop.trade import domain
from shop.trade.actions import standing_letters
from shop.trade.actions.recording import record
from shop.trade.models import Member, TradeAccount

STRONGEST_FIRST = [role.key for role in (OWNER, APPROVER, BUYER, BOOKKEEPER)]


@dataclass(frozen=True)
class Move:
    """What becomes of a person of the duplicate."""

    member: Member
    there: Member | None

    @property
    def upgrades(self) -> bool:
        """Somebody in both keeps the stronger role, with its limit; of equal ones, that in the kept account."""
        return self.there is not None and strength(self.member) < strength(self.there)

    @property
    def becomes(self) -> Member:
        return self.there if self.there is not None and not self.upgrades else self.member


def strength(member: Member) -> int:
    return STRONGEST_FIRST.index(member.role)


def moves(*, duplicate: TradeAccount, into: TradeAccount) -> list[Move]:
    there = {member.user_id: member for member in _present(into)}
    return [Move(member, there.get(member.user_id)) for member in _present(duplicate)]


def why_not(*, duplicate: TradeAccount, into: TradeAccount) -> str:
    """In words for the staff; empty if they can be merged."""
    if duplicate.pk == into.pk:
        return "they are the same account."
    for account in (duplicate, into):
        if account.merged_into_id:
            return f"{account.name} ({account.number}) has been merged into another account already."
    if into.is_closed:
        return f"{into.name} ({into.number}) is closed. Open it again first, or keep the other one."
    if duplicate.status == domain.ON_HOLD != into.status:
        return (
            f"{duplicate.name} ({duplicate.number}) is on hold, and its people could order on account again. "
            f"Release it first, or put {into.name} on hold too."
        )
    if duplicate.currency != into.currency:
        return f"one is kept in {duplicate.currency}, the other in {into.currency}."
    return ""


@transaction.atomic
def merge(*, duplicate: TradeAccount, into: TradeAccount, reason: str, by: User | None, now: datetime) -> TradeAccount:
    """The account that is kept, with its own terms, limit and details."""
    if duplicate.pk == into.pk:
        raise domain.CantMerge(why_not(duplicate=duplicate, into=into))
    locked = _locked(duplicate, into)
    duplicate, into = locked[duplicate.pk], locked[into.pk]
    if why := why_not(duplicate=duplicate, into=into):
        raise domain.CantMerge(why)
    moved = moves(duplicate=duplicate, into=into)
    newcomers = [_move(move, into, by, now) for move in moved]
    _move_places(duplicate, into, by)
    _move_invitations(duplicate, into, by, now)
    TradeAccount.objects.filter(merged_into=duplicate).update(merged_into=into)
    change = _close(duplicate, into, reason, by)
    record(account=into, by=by, what="Merged with", new=f"{duplicate.name} ({duplicate.number})", reason=reason)
    standing_letters.merged(duplicate=duplicate, into=into, people=newcomers, change=change)
    return into


def _locked(*accounts: TradeAccount) -> dict[int, TradeAccount]:
    """In the order of their keys, so that two who merge them the other way round don't wait for each other."""
    rows = TradeAccount.objects.select_for_update(of=("self",)).select_related("cafe__partner")
    return {row.pk: row for row in rows.filter(pk__in=[account.pk for account in accounts]).order_by("pk")}


def _present(account: TradeAccount) -> list[Member]:
    return list(account.members.filter(left_at=None).select_related("user"))


def _move(move: Move, into: TradeAccount, by: User | None, now: datetime) -> Member:
    """The row in the duplicate stays, as for anybody who leaves: what they did there stays theirs."""
    old, there = move.member, move.there
    old.left_at = now
    old.save(update_fields=["left_at"])
    record(account=old.account, by=by, what=f"{old.user} moved", old=_place(old), new=f"{into.name} ({into.number})")
    if there is None:
        there = Member.objects.create(
            account=into,
            user=old.user,
            role=old.role,
            spend_limit=old.spend_limit,
            joined_at=old.joined_at,
            told_of_team=old.told_of_team,
            told_of_terms=old.told_of_terms,
        )
        record(account=into, by=by, what=f"{old.user} joined", new=_place(there))
    elif move.upgrades:
        was = _place(there)
        there.role, there.spend_limit = old.role, old.spend_limit
        there.save(update_fields=["role", "spend_limit"])
        record(account=into, by=by, what=f"Role of {old.user}", old=was, new=_place(there))
    return there


def _move_places(duplicate: TradeAccount, into: TradeAccount, by: User | None) -> None:
    """The rows themselves: what was ordered to a place still points to it."""
    has_default = into.locations.filter(is_default=True).exists()
    for location in duplicate.locations.all():
        location.account = into
        location.is_default = location.is_default and not has_default
        location.save(update_fields=["account", "is_default"])
        record(account=into, by=by, what="Location", new=f"{location}, from {duplicate.name}")


def _move_invitations(duplicate: TradeAccount, into: TradeAccount, by: User | None, now: datetime) -> None:
    """Their links go on working. Who belongs to the kept account, or is invited there, needs no second one."""
    known = {member.user.email.lower() for member in _present(into)}
    waiting = {"accepted_at": None, "withdrawn_at": None}
    known |= {email.lower() for email in into.invitations.filter(**waiting).values_list("email", flat=True)}
    for invitation in duplicate.invitations.filter(**waiting):
        if invitation.email.lower() in known:
            invitation.withdrawn_at = now
            invitation.save(update_fields=["withdrawn_at"])
            record(account=duplicate, by=by, what=f"Invitation to {invitation.email}", new="Withdrawn")
        else:
            invitation.account = into
            invitation.save(update_fields=["account"])
            what = f"Invitation to {invitation.email}"
            record(account=into, by=by, what=what, new=f"{_place(invitation)}, from {duplicate.name}")


def _close(duplicate: TradeAccount, into: TradeAccount, reason: str, by: User | None):
    old = duplicate.get_status_display()
    duplicate.status, duplicate.hold_reason, duplicate.merged_into = domain.CLOSED, "", into
    duplicate.save(update_fields=["status", "hold_reason", "merged_into"])
    if old != duplicate.get_status_display():
        record(account=duplicate, by=by, what="Status", old=old, new=duplicate.get_status_display(), reason=reason)
    return record(account=duplicate, by=by, what="Merged into", new=f"{into.name} ({into.number})", reason=reason)


def _place(of) -> str:
    return domain.place_in_words(of.get_role_display(), of.spend_limit, of.account.currency)
