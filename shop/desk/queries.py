"""Who may see and change what at this desk, and what stands on an account's page. What is not yours is not found."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD
from shop.applying.models import Application
from shop.applying.queries import for_staff as applications_for_staff
from shop.desk.domain import Company, Likeness, likenesses
from shop.desk.models import AccountFile, AccountNote
from shop.ordering.domain import PIPELINE
from shop.postal import PostalAddress
from shop.pricing.queries import lists_of
from shop.trade import domain
from shop.trade.models import AccountChange, Invitation, Location, Member, TradeAccount
from shop.trade.queries import accounts_for_staff, ids_of

CHANGE, SET_TERMS = "trade.change_tradeaccount", "trade.set_terms"
ADD, MERGE = "trade.add_tradeaccount", "trade.merge_accounts"
WRITE = "desk.add_accountnote"
UNDER_WAY = [state for state, next_ones in PIPELINE.items() if next_ones]


def may_look(user) -> bool:
    return user.has_perm("trade.view_tradeaccount") if user.is_staff else user.has_perm(DASHBOARD)


def may(user, right: str) -> bool:
    """Rights of the house's staff. People of one café look, and write notes and keep files."""
    return user.is_staff and user.has_perm(right)


def may_write(user) -> bool:
    return may(user, WRITE) if user.is_staff else user.has_perm(DASHBOARD)


def accounts(user) -> QuerySet[TradeAccount]:
    return accounts_for_staff(user).select_related("merged_into")


def counted(found: QuerySet[TradeAccount]) -> dict[str, int]:
    """How many there are of each status, the merged ones apart."""
    merged = Q(merged_into__isnull=False)
    return found.order_by().aggregate(
        all=Count("pk", filter=~merged),
        merged=Count("pk", filter=merged),
        **{status: Count("pk", filter=Q(status=status) & ~merged) for status in domain.STATUSES},
    )


def people_of(account: TradeAccount) -> QuerySet[Member]:
    return account.members.filter(left_at=None).select_related("user")


def waiting(account: TradeAccount) -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn; those that ran out can be sent again."""
    return account.invitations.filter(accepted_at=None, withdrawn_at=None).select_related("invited_by")


def places_of(account: TradeAccount) -> QuerySet[Location]:
    return account.locations.filter(archived_at=None).prefetch_related("windows")


def notes_of(account: TradeAccount) -> QuerySet[AccountNote]:
    """Also those of accounts that were merged into it."""
    notes = AccountNote.objects.filter(account__in=ids_of(account)).select_related("by", "pinned_by", "account")
    return notes.order_by("-is_pinned", "-at", "-pk")


def files_of(account: TradeAccount) -> QuerySet[AccountFile]:
    files = AccountFile.objects.filter(account__in=ids_of(account))
    return files.select_related("file", "by", "removed_by", "account")


def history_of(account: TradeAccount) -> QuerySet[AccountChange]:
    return AccountChange.objects.filter(account__in=ids_of(account)).select_related("by", "account")


def held(account: TradeAccount) -> AccountChange | None:
    """Since when it is on hold, and by whom."""
    if account.status != domain.ON_HOLD:
        return None
    return account.changes.filter(what="Status").select_related("by").first()


def application_of(account: TradeAccount, user) -> Application | None:
    return applications_for_staff(user).filter(account=account).first()


def orders_of(account: TradeAccount, user) -> QuerySet:
    """What was ordered for it, of this café only for people of one café."""
    Line = get_model("order", "Line")
    orders = _ordered_for(account)
    if not user.is_staff:
        lines = Line.objects.filter(order=OuterRef("pk"), partner__users=user)
        orders = orders.filter(Exists(lines))
    return orders.select_related("user").order_by("-date_placed", "-pk")


def under_way(account: TradeAccount) -> list[str]:
    """What has to come to its end before the account is closed, in words."""
    orders = _ordered_for(account).filter(status__in=UNDER_WAY).order_by("pk")
    return [f"order {number} ({status.lower()})" for number, status in orders.values_list("number", "status")[:20]]


def _ordered_for(account: TradeAccount) -> QuerySet:
    return get_model("order", "Order").objects.filter(account__in=ids_of(account))


def address_of(account: TradeAccount) -> dict[str, str]:
    return {field.name: getattr(account, field.name) for field in PostalAddress._meta.get_fields()}


def likely_duplicates(user) -> list[Likeness]:
    values = ("pk", "name", "vat_number", "email", "postcode")
    rows = accounts(user).filter(merged_into=None).order_by("pk").values_list(*values)
    return likenesses(Company(*row) for row in rows)


def like_this(account: TradeAccount, user) -> list[tuple[TradeAccount, tuple[str, ...]]]:
    """Accounts that may be the same company as this one."""
    why = {
        (each.second if each.first == account.pk else each.first): each.why
        for each in likely_duplicates(user)
        if account.pk in (each.first, each.second)
    }
    others = accounts(user).filter(pk__in=why)
    return sorted(((other, why[other.pk]) for other in others), key=lambda pair: (-len(pair[1]), pair[0].pk))


def side_by_side(account: TradeAccount, *, now: datetime) -> dict:
    """What is compared before a merge."""
    return {
        "account": account,
        "people": list(people_of(account)),
        "invitations": [each for each in waiting(account) if each.is_open(now)],
        "places": list(account.locations.filter(archived_at=None)),
        "notes": account.notes.filter(taken_back_at=None).count(),
        "files": account.files.filter(removed_at=None).count(),
        "lists": [each.price_list for each in lists_of(account)],
    }
