"""Who paid what, and when: the payment of each checkout, what moved, and what that did to the ledger."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from demo.history.bank import NOT_PAID, at_the_bank, fresh_number
from demo.history.states import CALLED_OFF, DECLINED, LAPSED, LEFT
from demo.history.world import DAY, Visit, World
from shop.money import NOTHING
from shop.ordering.domain import CANCELLED
from shop.payments import domain
from shop.payments.actions.posting import write_transfers
from shop.payments.models import Payment, Refund, Share, Transfer
from shop.payments.owed import ON_ACCOUNT
from shop.trade.domain import ON_DELIVERY, due_on
from shop.trade.models import TradeAccount

AT_ONCE = 500
# How much of its limit an account owes at most; one is nearly there.
OWES = {"The Pantry Hotel": Decimal("0.97")}
OWES_USUALLY = Decimal("0.70")
# Whose last orders are still open.
BEHIND = {"St Brigid's School": 2}


def settle(visits: Sequence[Visit], world: World) -> None:
    visits = [visit for visit in visits if visit.fate != DECLINED]
    payments = {id(visit): payment_of(visit) for visit in visits}
    settle_accounts([visit for visit in visits if visit.pays_by == ON_ACCOUNT], payments, world)
    Payment.objects.bulk_create(payments.values(), batch_size=AT_ONCE)
    shares = [
        Share(payment=payments[id(visit)], order=order, amount=order.total_incl_tax)
        for visit in visits
        for order in visit.orders
    ]
    Share.objects.bulk_create(shares, batch_size=AT_ONCE)
    take([share for share in shares if share.payment.is_paid], world)
    backs = pay_back([share for share in shares if share.payment.is_paid and share.order.status == CANCELLED], world)
    at_the_bank([payment for payment in payments.values() if payment.gateway == "bank"], backs)


def payment_of(visit: Visit) -> Payment:
    state = {LAPSED: domain.EXPIRED, LEFT: domain.FAILED}.get(visit.fate)
    state = state or (domain.DUE if visit.pays_by == ON_ACCOUNT else domain.PAID)
    over = visit.placed_at + timedelta(minutes=settings.PAYMENT_MINUTES)
    settled_at = {LAPSED: over, LEFT: visit.placed_at + timedelta(minutes=5)}.get(visit.fate, visit.settled_at)
    return Payment(
        checkout=visit.approval.checkout if visit.approval else f"basket {visit.basket.pk}",
        gateway=visit.pays_by,
        account=visit.account,
        amount=sum((order.total_incl_tax for order in visit.orders), NOTHING),
        currency=visit.orders[0].currency,
        reference=domain.reference(order.number for order in visit.orders),
        state=state,
        number=fresh_number() if state == domain.PAID else "",
        reason=NOT_PAID.get(state, ""),
        created_at=visit.decided_at or visit.placed_at,
        expires_at=over,
        settled_at=settled_at,
    )


def settle_accounts(visits: Sequence[Visit], payments: dict[int, Payment], world: World) -> None:
    of_account: dict[TradeAccount, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.account and visit.fate != CALLED_OFF:
            of_account[visit.account].append(visit)
    for account, ordered in of_account.items():
        owed = sum((payments[id(visit)].amount for visit in ordered), NOTHING)
        most = account.credit_limit * OWES.get(account.name, OWES_USUALLY)
        behind = BEHIND.get(account.name, 0)
        for visit in ordered[: len(ordered) - behind]:
            at = paid_at(account, visit)
            yesterday = at_eleven(world.now - DAY)
            if at >= world.now and owed > most and visit.goes_at < yesterday:
                at = yesterday
            if at < world.now:
                pay(payments[id(visit)], account, at)
                owed -= payments[id(visit)].amount


def paid_at(account: TradeAccount, visit: Visit) -> datetime:
    """To the driver; else with all that is due by the same Friday."""
    if account.terms == ON_DELIVERY:
        return at_eleven(visit.goes_at)
    due = due_on(account.terms, timezone.localdate(visit.goes_at))
    return at_eleven(timezone.make_aware(datetime.combine(due + (4 - due.weekday()) % 7 * DAY, datetime.min.time())))


def at_eleven(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=11, minute=0, second=0, microsecond=0)


def pay(payment: Payment, account: TradeAccount, at: datetime) -> None:
    payment.state, payment.settled_at = domain.PAID, at
    payment.number = f"BACS {account.number} {at:%d%m%y}"


def came_at(payment: Payment) -> datetime:
    return payment.settled_at or payment.created_at


def take(shares: Sequence[Share], world: World) -> None:
    """What is an account's is posted at the hour in which it came."""
    by_hour: dict[datetime | None, list[Transfer]] = defaultdict(list)
    for share in shares:
        at = came_at(share.payment)
        by_hour[at if share.payment.account else None].append(
            Transfer(
                share=share,
                kind=domain.CHARGE,
                amount=share.amount,
                gateway=share.payment.gateway,
                number=share.payment.number,
                at=at,
            )
        )
    for hour, transfers in by_hour.items():
        write_transfers(transfers=transfers, now=hour or world.now)


def pay_back(shares: Sequence[Share], world: World) -> list[Refund]:
    """What was called off after it had been paid."""
    olive = world.people["olive@cafedjango.example"]
    refunds = [
        Refund(
            share=share,
            amount=share.amount,
            state=domain.PAID_BACK,
            number=fresh_number(),
            reason=f"Order {share.order.number} was cancelled.",
            by=olive,
            asked_at=came_at(share.payment) + timedelta(hours=4),
        )
        for share in shares
    ]
    Refund.objects.bulk_create(refunds)
    back = [
        Transfer(
            share=refund.share,
            refund=refund,
            kind=domain.REFUND,
            amount=refund.amount,
            gateway=refund.share.payment.gateway,
            number=refund.number,
            at=refund.asked_at,
            by=olive,
        )
        for refund in refunds
    ]
    write_transfers(transfers=back, now=world.now)
    return refunds
