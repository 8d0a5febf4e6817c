"""The books, read: each line of an account's ledger with the balance after it, what is owed to which café, and where
something differs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, Window

from shop.cafes.models import Cafe
from shop.money import NOTHING
from shop.payments.ledger import Difference, Posting, Reconciliation
from shop.plain import wanted_words
from shop.trade.models import TradeAccount
from shop.trade.queries import ids_of

NIGHTS_SHOWN = 3


@dataclass(frozen=True)
class Balance:
    """amount: above nothing, the account owes it; below, it has paid ahead."""

    cafe: Cafe
    currency: str
    amount: Decimal


def ledger_of(account: TradeAccount, cafe: Cafe) -> QuerySet[Any]:
    """From the first line on; `balance` of each is what was owed after it."""
    running = Window(Sum("amount"), partition_by=["currency"], order_by=[F("at").asc(), F("pk").asc()])
    return (
        Posting.objects.filter(account__in=ids_of(account), cafe=cafe)
        .select_related("transfer__share__order", "reverses", "by")
        .annotate(balance=running)
        .order_by("at", "pk")
    )


def balances(account: TradeAccount) -> list[Balance]:
    sums = (
        Posting.objects.filter(account__in=ids_of(account))
        .order_by()
        .values("cafe", "currency")
        .annotate(sum=Sum("amount"))
        .order_by("cafe__partner__name", "currency")
    )
    rows = list(sums)
    cafes = Cafe.objects.select_related("partner").in_bulk([row["cafe"] for row in rows])
    return [Balance(cafes[row["cafe"]], row["currency"], row["sum"]) for row in rows]


def balance(account: TradeAccount, cafe: Cafe) -> Decimal:
    own = Posting.objects.filter(account__in=ids_of(account), cafe=cafe, currency=cafe.currency)
    return own.aggregate(sum=Sum("amount"))["sum"] or NOTHING


def differences(*, text: str = "", kind: str = "", are_gone: bool = False) -> QuerySet[Difference]:
    found = Difference.objects.filter(gone_at__isnull=not are_gone).select_related("order", "payment")
    for word in wanted_words(text):
        found = found.filter(
            Q(words__icontains=word)
            | Q(order__number__icontains=word)
            | Q(payment__number__icontains=word)
            | Q(payment__reference__icontains=word)
        )
    return found.filter(kind=kind) if kind else found


def nights() -> QuerySet[Reconciliation]:
    return Reconciliation.objects.all()[:NIGHTS_SHOWN]
