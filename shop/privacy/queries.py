"""Where a person is found, what keeps them from being deleted, and who has asked."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from shop.accounts.models import User
from shop.accounts.queries import has_a_desk
from shop.accounts.roles import OWNER
from shop.ordering.domain import GIVES_STOCK_BACK, ISSUED
from shop.payments.domain import PAID
from shop.payments.models import Share
from shop.privacy import domain
from shop.privacy.inventory import Holding
from shop.privacy.models import DeletionRequest
from shop.refusals import Refusal
from shop.trade.domain import CLOSED
from shop.trade.models import Member

MAY_SEE = "accounts.change_user"
MAY_CARRY_OUT = "accounts.delete_user"
MOST_NAMED = 5


def addresses_of(user: User) -> list[str]:
    """Only what they have confirmed: whoever writes down another's address doesn't get at what is sent there."""
    return [
        email.lower() for email in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    ]


def rows(holding: Holding, *, user: User, addresses: list[str]) -> QuerySet:
    """This person's rows of a table."""
    found = apps.get_model(holding.model)._default_manager.all()
    if holding.inside_text:
        return found.filter(pk__in=_with_address_inside(found, holding.inside_text, addresses))
    theirs = Q(pk__in=[])
    for lookup in holding.by:
        theirs |= Q(**{lookup: user.pk})
    for lookup in holding.by_address:
        for address in addresses:
            theirs |= Q(**{lookup: address})
    return found.filter(theirs)


def _with_address_inside(found: QuerySet, field: str, addresses: list[str]) -> QuerySet:
    theirs = Q(pk__in=[])
    for address in addresses:
        theirs |= Q(whole_text__iregex=domain.whole(address))
    return found.annotate(whole_text=Cast(field, TextField())).filter(theirs).values("pk")


def obstacle(user: User) -> Refusal | None:
    """What has to be settled before this person can be deleted."""
    if user.is_superuser or user.is_staff or user.groups.exists() or user.user_permissions.exists() or has_a_desk(user):
        return domain.WorksHere()
    left_alone = [member.account.name for member in places(user) if _only_owner_of_others(member)]
    if left_alone:
        return domain.OnlyOwner(left_alone)
    under_way = list(orders_under_way(user).values_list("number", flat=True)[:MOST_NAMED])
    return domain.OrdersUnderWay(under_way) if under_way else None


def orders_under_way(user: User) -> QuerySet:
    """Not handed over yet; or handed over and not paid, where no company owes it."""
    over = (ISSUED, *GIVES_STOCK_BACK)
    unpaid = Exists(Share.objects.filter(order=OuterRef("pk"))) & ~Exists(
        Share.objects.filter(order=OuterRef("pk"), payment__state=PAID)
    )
    orders = apps.get_model("order", "Order").objects.filter(user=user)
    return orders.filter(~Q(status__in=over) | Q(unpaid, status=ISSUED, account=None)).order_by("pk")


def places(user: User) -> QuerySet[Member]:
    return Member.objects.filter(user=user, left_at=None).select_related("account__cafe__partner").order_by("account")


def _only_owner_of_others(member: Member) -> bool:
    if member.role != OWNER.key or member.account.status == CLOSED:
        return False
    others = member.account.members.filter(left_at=None, user__is_active=True).exclude(pk=member.pk)
    return others.exists() and not others.filter(role=OWNER.key).exists()


def open_request(user: User) -> DeletionRequest | None:
    return open_requests().filter(user=user).first()


def open_requests() -> QuerySet[DeletionRequest]:
    return DeletionRequest.objects.filter(called_off_at=None, carried_out_at=None)


def due(*, now: datetime) -> QuerySet[DeletionRequest]:
    return open_requests().filter(due_at__lte=now).order_by("due_at", "pk")


def for_staff(*, state: str = "") -> QuerySet[DeletionRequest]:
    found = DeletionRequest.objects.select_related("user", "carried_out_by")
    return found.filter(_IN_STATE[state]) if state in _IN_STATE else found


_OPEN = Q(called_off_at=None, carried_out_at=None)
_IN_STATE = {
    domain.WAITING: _OPEN & Q(held_up_by=""),
    domain.HELD_UP: _OPEN & ~Q(held_up_by=""),
    domain.CALLED_OFF: Q(called_off_at__isnull=False),
    domain.DONE: Q(carried_out_at__isnull=False),
}
