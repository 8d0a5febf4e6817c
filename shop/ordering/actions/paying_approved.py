"""What was approved is paid: by whoever has the link, within the time that was said."""

from datetime import datetime

from django.db import transaction

from shop.ordering import approvals, domain, waiting
from shop.ordering.actions.deciding import check_still_waiting
from shop.ordering.models import Approval
from shop.ordering.promising import promised_for
from shop.payments.actions.opening import CARD, open_payment
from shop.payments.domain import NoSuchWay, Portion
from shop.payments.models import Payment
from shop.payments.owed import ON_ACCOUNT
from shop.payments.promises import AT_ONCE


@transaction.atomic
def open_approved(*, approval: Approval, by_way_of: str, now: datetime) -> Payment:
    """On account it would have been put when it was approved."""
    held = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    orders = list(waiting.standing_orders(held).filter(status=domain.PENDING).select_related("round", "account"))
    if held.pay_until is None or now >= held.pay_until or not orders:
        raise approvals.PaymentOver
    if by_way_of == ON_ACCOUNT:
        raise NoSuchWay
    payment = open_payment(
        checkout=held.checkout,
        portions=[Portion(order.pk, order.number, order.total_incl_tax) for order in orders],
        currency=orders[0].currency,
        by_way_of=by_way_of,
        account=orders[0].account,
        now=now,
        until=held.pay_until,
        promise=promised_for(orders) if by_way_of == CARD else AT_ONCE,
    )
    check_still_waiting(orders)
    return payment
