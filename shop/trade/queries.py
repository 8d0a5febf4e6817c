"""Whose account, and who may see it. What a person may not see is not found."""

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Replace

from shop.accounts.roles import APPROVE, CHANGE_TEAM, DASHBOARD, MEMBER_ROLES
from shop.plain import wanted_words
from shop.trade import domain
from shop.trade.models import FIRST_NUMBER, Invitation, Location, Member, TradeAccount


def memberships(user) -> QuerySet[Member]:
    """A person's places in accounts that are not closed, the account at hand."""
    return (
        Member.objects.filter(user=user, left_at=None)
        .exclude(account__status=domain.CLOSED)
        .select_related("account")
        .order_by("account__name", "pk")
    )


def people(account: TradeAccount, capability: str) -> QuerySet[Member]:
    """Who may do this in the account."""
    able = [role.key for role in MEMBER_ROLES.values() if capability in role.may]
    return account.members.filter(left_at=None, role__in=able, user__is_active=True).select_related("user")


def team(account: TradeAccount, *, text: str = "", role: str = "") -> QuerySet[Member]:
    present = account.members.filter(left_at=None).select_related("user", "account__cafe")
    for word in wanted_words(text):
        present = present.filter(
            Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word) | Q(user__email__icontains=word)
        )
    return present.filter(role=role) if role else present


def sees_limits(member: Member) -> bool:
    """Who sets them, and who lets orders over them through."""
    return member.may(CHANGE_TEAM) or member.may(APPROVE)


def open_invitations(account: TradeAccount) -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn. One that has expired is among them, to be sent again."""
    return account.invitations.filter(accepted_at=None, withdrawn_at=None).select_related("account__cafe", "invited_by")


def all_locations(account: TradeAccount) -> QuerySet[Location]:
    return account.locations.prefetch_related("windows")


def locations(account: TradeAccount, *, text: str = "", archived: bool = False) -> QuerySet[Location]:
    """Those that are delivered to, or those that were once."""
    found = all_locations(account).filter(archived_at__isnull=not archived)
    for word in wanted_words(text):
        found = found.filter(
            Q(name__icontains=word)
            | Q(line1__icontains=word)
            | Q(line2__icontains=word)
            | Q(town__icontains=word)
            | Q(postcode__icontains=word)
        )
    return found


def closed_accounts(user) -> QuerySet[TradeAccount]:
    """Which a person still belongs to, and nobody can use any more."""
    return TradeAccount.objects.filter(status=domain.CLOSED, members__user=user, members__left_at=None)


def accounts_for_staff(user) -> QuerySet[TradeAccount]:
    """All of them for who may see all; those that a person's own café looks after for its staff."""
    accounts = TradeAccount.objects.select_related("cafe__partner")
    if user.is_staff and user.has_perm("trade.view_tradeaccount"):
        return accounts
    if not user.is_staff and user.has_perm(DASHBOARD):
        return accounts.filter(cafe__partner__users=user)
    return accounts.none()


def with_people(accounts: QuerySet[TradeAccount]) -> QuerySet[TradeAccount]:
    present = Member.objects.filter(left_at=None).select_related("user")
    return accounts.prefetch_related(Prefetch("members", queryset=present, to_attr="present_members"))


def ids_of(account: TradeAccount) -> QuerySet:
    """The account and those merged into it. No row of money is rewritten when accounts merge: whoever lists or adds up
    what an account ordered, owes or wrote asks for `account__in=ids_of(account)`, never for `account=account`."""
    return TradeAccount.objects.filter(Q(pk=account.pk) | Q(merged_into=account.pk)).order_by().values("pk")


def found(accounts: QuerySet[TradeAccount], *, text: str) -> QuerySet[TradeAccount]:
    """By what people say on the telephone: name, town, postcode, number (also a merged one's), or who belongs to it."""
    accounts = accounts.alias(code=Replace("postcode", Value(" "), Value("")))
    for word in wanted_words(text):
        people = Member.objects.filter(
            Q(user__email__icontains=word) | Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word),
            left_at=None,
        )
        matches = (
            Q(name__icontains=word)
            | Q(town__icontains=word)
            | Q(code__icontains=word)
            | Q(email__icontains=word)
            | Q(pk__in=people.values("account"))
        )
        if word.isdecimal() and len(word) < 10:
            pk = int(word) - FIRST_NUMBER
            aliases = TradeAccount.objects.filter(pk=pk, merged_into__isnull=False)
            matches |= Q(pk=pk) | Q(pk__in=aliases.values("merged_into"))
        accounts = accounts.filter(matches)
    return accounts
