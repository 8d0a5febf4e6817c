"""What our own books say of each other: payments and what moved, orders and payments, what moved and the ledger.

Each yields what doesn't agree. Nothing is mended here: people look at it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.bookkeeping import ORDERED, POSTED, WRITTEN, Found, two_sides
from shop.payments.ledger import Posting
from shop.payments.models import Payment, Refund, Share, Transfer
from shop.payments.owed import CAME_TO_NOTHING
from shop.payments.queries import money_of

# An order that waits for its payment (shop.ordering.domain, which is above: a test holds the two together).
PENDING = "Pending"
# The sweep confirms within a minute what a process left.
LEFT_FOR = timedelta(hours=1)
AT_ONCE = 500
AMOUNT = DecimalField(max_digits=12, decimal_places=2)


def our_own(now: datetime) -> Iterator[Found]:
    yield from payments_and_transfers()
    yield from refunds_and_transfers()
    yield from orders_and_payments(now)
    yield from orders_and_transfers()
    yield from transfers_and_ledger()


def payments_and_transfers() -> Iterator[Found]:
    charges = Transfer.objects.filter(kind=domain.CHARGE)
    written = charges.filter(share__payment=OuterRef("pk"))
    for payment in Payment.objects.filter(~Exists(written), state=domain.PAID, amount__gt=0).order_by("pk"):
        words = f"{payment.reference}: it is paid, and no money is written as come in."
        yield Found(WRITTEN, f"payment {payment.pk}", words, payment.pk)
    unpaid = charges.exclude(share__payment__state=domain.PAID)
    for transfer in unpaid.select_related("share__order"):
        words = f"Order {transfer.share.order.number}: money is written as come in, and its payment isn't paid."
        yield Found(WRITTEN, f"transfer {transfer.pk}", words, transfer.share.payment_id, transfer.share.order_id)


def refunds_and_transfers() -> Iterator[Found]:
    is_back = Q(state=domain.PAID_BACK)
    is_written = Q(Exists(Transfer.objects.filter(refund=OuterRef("pk"), amount=OuterRef("amount"))))
    stands = Q(transfer__isnull=False, transfer__reversed_by=None)
    apart = Refund.objects.filter((is_back & ~is_written) | (~is_back & stands))
    for refund in apart.select_related("share__order"):
        words = f"Order {refund.share.order.number}: what is said to be paid back and what is written differ."
        yield Found(WRITTEN, f"refund {refund.pk}", words, refund.share.payment_id, refund.share.order_id)


def orders_and_payments(now: datetime) -> Iterator[Found]:
    shares = Share.objects.filter(order=OuterRef("pk"))
    settled = shares.filter(payment__state__in=domain.SETTLED)
    orders = get_model("order", "Order").objects.filter(Exists(shares))
    for order in orders.filter(~Exists(settled)).exclude(status__in=[PENDING, *CAME_TO_NOTHING]):
        words = f"Order {order.number} is {order.status.lower()}, and nobody has paid it or promised to."
        yield Found(ORDERED, f"order {order.pk}", words, order=order.pk)
    long_ago = settled.filter(payment__settled_at__lt=now - LEFT_FOR)
    for order in orders.filter(Exists(long_ago), status=PENDING):
        words = f"Order {order.number} is settled, and still waits for its payment."
        yield Found(ORDERED, f"order {order.pk}", words, order=order.pk)


def orders_and_transfers() -> Iterator[Found]:
    """More was kept than the order comes to: of one that came to nothing, anything at all."""
    keys = Transfer.objects.order_by("share__order").values_list("share__order", flat=True).distinct().iterator()
    while some := list(islice(keys, AT_ONCE)):
        money = money_of(some)
        orders = get_model("order", "Order").objects.filter(pk__in=some).order_by("pk")
        for order in orders:
            kept = money[order.pk].charged - money[order.pk].refunded
            comes_to = NOTHING if order.status in CAME_TO_NOTHING else order.total_incl_tax
            if kept > comes_to:
                words = two_sides("We keep", kept, "it comes to", comes_to, order.currency)
                yield Found(ORDERED, f"order {order.pk}", f"Order {order.number}: {words}", order=order.pk)


def transfers_and_ledger() -> Iterator[Found]:
    for transfer in astray():
        due, posted = transfer.due, transfer.posted
        words = two_sides("the ledger should say", due, "it says", posted, transfer.share.payment.currency)
        about = f"Order {transfer.share.order.number}, {transfer.number}: {words}"
        yield Found(POSTED, f"transfer {transfer.pk}", about, transfer.share.payment_id, transfer.share.order_id)


def astray() -> QuerySet[Any]:
    """What stands on the ledger of the account whose money it was, beside what should; elsewhere nothing should."""
    postings = Posting.objects.filter(transfer=OuterRef("pk")).order_by().values("transfer")
    own = postings.filter(account=OuterRef("share__payment__account"))
    should = Case(
        When(share__payment__account=None, then=Value(NOTHING)),
        When(kind__in=list(domain.COMES_IN), then=-F("amount")),
        default=F("amount"),
        output_field=AMOUNT,
    )
    return (
        Transfer.objects.annotate(due=should, posted=_sum(own), anywhere=_sum(postings))
        .exclude(posted=F("due"), anywhere=F("due"))
        .select_related("share__payment", "share__order")
        .order_by("pk")
    )


def _sum(postings: QuerySet[Any]) -> Coalesce:
    summed = Subquery(postings.annotate(sum=Sum("amount")).values("sum"))
    return Coalesce(summed, Value(NOTHING), output_field=AMOUNT)
