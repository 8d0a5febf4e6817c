"""What an account has ordered without paying at once, and not paid since."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Sum
from oscar.core.loading import get_model

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.models import Share
from shop.trade.models import TradeAccount
from shop.trade.queries import ids_of

ON_ACCOUNT = "account"
# An order that came to nothing (shop.ordering.domain, which is above: a test holds the two together).
CAME_TO_NOTHING = ("Cancelled", "Lapsed")


def owed(account: TradeAccount) -> Decimal:
    """By what its orders come to today: they may have changed since they were placed."""
    promised = Share.objects.filter(
        order=OuterRef("pk"),
        payment__gateway=ON_ACCOUNT,
        payment__account__in=ids_of(account),
        payment__state__in=[domain.WAITING, domain.DUE],
    )
    orders = get_model("order", "Order").objects.filter(Exists(promised)).exclude(status__in=CAME_TO_NOTHING)
    return orders.aggregate(sum=Sum("total_incl_tax"))["sum"] or NOTHING
