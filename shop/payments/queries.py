"""What is open, what an order's money comes to, and by which ways somebody can pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.gateways import GATEWAYS, gateway
from shop.payments.gateways.interface import Wish
from shop.payments.models import Payment, Refund, Transfer

# The return page and the provider's own word come first.
LEFT_ALONE_FOR = timedelta(seconds=20)


@dataclass(frozen=True)
class Choice:
    """One way to pay, for the page. With `why_not` it is shown, and off."""

    code: str
    name: str
    words: str
    why_not: str = ""


def choices(wish: Wish) -> list[Choice]:
    return [
        Choice(way.code, way.name, way.words, way.why_not(wish)) for way in GATEWAYS.values() if way.is_offered(wish)
    ]


def unsettled(now: datetime) -> QuerySet[Payment]:
    """Whose outcome nobody has written yet, those that wait longest first."""
    return Payment.objects.filter(state__in=domain.OPEN, created_at__lte=now - LEFT_ALONE_FOR).order_by(
        "created_at", "pk"
    )


def refunds_on_their_way(now: datetime) -> QuerySet[Refund]:
    return Refund.objects.filter(state=domain.ASKED_BACK, asked_at__lte=now - LEFT_ALONE_FOR).order_by("asked_at", "pk")


def provider_of(payment: Payment) -> str:
    return gateway(payment.gateway).provider


def payment_by_token(token: str) -> Payment | None:
    return Payment.objects.filter(token=token).first()


@dataclass(frozen=True)
class OrderMoney:
    """refunded: also what a card's bank took back, without what came back to us."""

    charged: Decimal
    refunded: Decimal

    @property
    def kept(self) -> Decimal:
        return self.charged - self.refunded


def money_of(order_ids: Iterable[int]) -> dict[int, OrderMoney]:
    """What came in and went back, of each order; one statement for all."""
    ids = list(order_ids)
    sums: dict[tuple[int, str], Decimal] = {
        (row["share__order"], row["kind"]): row["sum"]
        for row in Transfer.objects.filter(share__order__in=ids)
        .order_by()
        .values("share__order", "kind")
        .annotate(sum=Sum("amount"))
    }

    def of(pk: int, kind: str) -> Decimal:
        return sums.get((pk, kind), NOTHING)

    return {
        pk: OrderMoney(of(pk, domain.CHARGE), of(pk, domain.REFUND) + of(pk, domain.DISPUTED) - of(pk, domain.BACK))
        for pk in ids
    }
