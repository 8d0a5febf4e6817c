"""What can be the matter with a payment, as the database finds it. What somebody has seen to is no trouble any more."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from shop.money import NOTHING
from shop.ordering.actions.collecting import GOES_ON
from shop.payments import disputes, domain, promises
from shop.payments.models import Difference, Dispute, Exchange, Handling, Refund, Share, Transfer
from shop.payments.owed import CAME_TO_NOTHING

WRONG, DISPUTED, UNTAKEN, ENDING = "wrong", "disputed", "untaken", "ending"
LATE, TWICE, SHORT = "late", "twice", "short"
NOT_BACK, ON_ITS_WAY, SILENT, DIFFERS = "not_back", "on_its_way", "silent", "differs"
TROUBLES = {
    WRONG: "Another amount was taken",
    DISPUTED: "Disputed",
    UNTAKEN: "Being taken, without an answer",
    ENDING: "A hold is about to end",
    LATE: "Paid for an order that ended",
    TWICE: "Paid more than once",
    SHORT: "Something is due",
    NOT_BACK: "Could not be paid back",
    ON_ITS_WAY: "On its way back for long",
    SILENT: "Waiting beyond its time",
    DIFFERS: "The books differ",
}
SOMEBODY = "any"
ASK, TAKE, GIVE, LINK = "ask", "take", "give", "link"
NEXT_STEP = dict.fromkeys(TROUBLES, ASK) | {
    ENDING: TAKE,
    UNTAKEN: TAKE,
    LATE: GIVE,
    TWICE: GIVE,
    NOT_BACK: GIVE,
    SHORT: LINK,
}

PATIENCE = timedelta(minutes=10)
REFUNDS_TAKE = timedelta(hours=1)
# SQLite adds amounts up as floating point.
HALF_A_PENNY = Decimal("0.005")
AMOUNT = DecimalField(max_digits=12, decimal_places=2)
SIGNED = Case(When(kind__in=list(domain.COMES_IN), then=F("amount")), default=-F("amount"), output_field=AMOUNT)


def conditions(*, now: datetime, shares: QuerySet[Share]) -> dict[str, Q]:
    """By trouble, of a payment's row. shares: those that are seen."""
    return {code: condition & ~_seen(code) for code, condition in _of_payments(now, shares).items()} | {
        NOT_BACK: _with_refund(shares, _not_back())
    }


def _of_payments(now: datetime, shares: QuerySet[Share]) -> dict[str, Q]:
    here = shares.filter(payment=OuterRef("pk"))
    counted = here.annotate(own=_kept("pk", "share"), of_order=_kept("order", "share__order"))
    on_its_way = Refund.objects.filter(state=domain.ASKED_BACK, asked_at__lt=now - REFUNDS_TAKE)
    on_account = Exists(Share.objects.filter(order=OuterRef("order"), payment__state=domain.DUE))
    too_much = counted.filter(_newest(payment__state=domain.PAID), own__gt=HALF_A_PENNY).exclude(
        order__status__in=CAME_TO_NOTHING
    )
    return {
        WRONG: Q(Exists(Exchange.objects.filter(payment=OuterRef("pk"), said=domain.PAID, what=Exchange.ASK)))
        & ~Q(state__in=domain.SETTLED),
        DISPUTED: Q(Exists(Dispute.objects.filter(payment=OuterRef("pk"), state=disputes.OPEN))),
        UNTAKEN: Q(state__in=domain.PROMISED, to_take__isnull=False),
        ENDING: Q(state=domain.AUTHORISED, settled_at__lte=now - promises.HOLDS_LAST + promises.SPARE / 2),
        LATE: Q(Exists(counted.filter(order__status__in=CAME_TO_NOTHING, own__gt=HALF_A_PENNY))),
        TWICE: Q(Exists(too_much.filter(Q(of_order__gt=F("order__total_incl_tax") + HALF_A_PENNY) | Q(on_account)))),
        SHORT: ~Q(state__in=domain.OPEN)
        & Q(
            Exists(
                counted.filter(
                    ~Q(Exists(_waited_for())),
                    _newest(),
                    order__status__in=GOES_ON,
                    of_order__lt=F("order__total_incl_tax") - HALF_A_PENNY,
                )
            )
        ),
        ON_ITS_WAY: _with_refund(shares, on_its_way),
        SILENT: Q(state__in=domain.OPEN, expires_at__lt=now - PATIENCE),
        DIFFERS: Q(Exists(Difference.objects.filter(payment=OuterRef("pk"), gone_at=None))),
    }


def _seen(code: str) -> Q:
    return Q(Exists(Handling.objects.filter(payment=OuterRef("pk"), trouble=code)))


def _with_refund(shares: QuerySet[Share], refunds: QuerySet[Refund]) -> Q:
    return Q(Exists(shares.filter(Exists(refunds.filter(share=OuterRef("pk"))), payment=OuterRef("pk"))))


def _not_back() -> QuerySet[Refund]:
    """Until it is tried once more, or somebody has seen to it since."""
    tried = Refund.objects.filter(share=OuterRef("share"), pk__gt=OuterRef("pk")).exclude(state=domain.NOT_PAID_BACK)
    seen = Handling.objects.filter(payment=OuterRef("share__payment"), trouble=NOT_BACK, at__gte=OuterRef("asked_at"))
    return Refund.objects.filter(~Q(Exists(tried)), ~Q(Exists(seen)), state=domain.NOT_PAID_BACK)


def _waited_for() -> QuerySet[Share]:
    """As shop.ordering.actions.collecting has it: nothing is asked for meanwhile."""
    waits = Q(payment__state__in=[domain.DUE, *domain.PROMISED, *domain.OPEN]) | Q(
        payment__disputes__state=disputes.OPEN
    )
    return Share.objects.filter(waits, order=OuterRef("order"))


def _newest(**which: Any) -> Q:
    """Of an order's payments the last one alone says what is the matter with the order."""
    newer = Share.objects.filter(order=OuterRef("order"), pk__gt=OuterRef("pk"), **which)
    return ~Q(Exists(newer))


def _kept(key: str, group: str) -> Any:
    """Of a share or its order: what came in and stays, without what is on its way back."""
    moved = Transfer.objects.filter(**{group: OuterRef(key)}).order_by().values(group)
    leaving = Refund.objects.filter(**{group: OuterRef(key)}, state=domain.ASKED_BACK).order_by().values(group)
    return _sum(moved.annotate(sum=Sum(SIGNED))) - _sum(leaving.annotate(sum=Sum("amount")))


def _sum(grouped: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(grouped.values("sum")), Value(NOTHING), output_field=AMOUNT)
