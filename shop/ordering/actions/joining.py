"""What somebody ordered as a guest is theirs once they have shown that the address is."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from oscar.core.loading import get_model


@transaction.atomic
def join_guest_orders(*, user: Any, now: datetime) -> int:
    """Of all addresses that this person has confirmed. Never what is anybody's already."""
    addresses = {same(each) for each in _confirmed(user)}
    if not addresses:
        return 0
    Order = get_model("order", "Order")
    guests = Order.objects.filter(user=None, account=None).alias(address=Lower("guest_email"))
    found = guests.filter(address__in=addresses).select_for_update(of=("self",)).order_by("pk")
    theirs = [order for order in found if same(order.guest_email) in addresses]
    if not theirs:
        return 0
    Order.objects.filter(pk__in=[order.pk for order in theirs]).update(user=user)
    OrderNote = get_model("order", "OrderNote")
    OrderNote.objects.bulk_create(
        OrderNote(
            order=order,
            note_type=OrderNote.SYSTEM,
            message="Ordered as a guest; its buyer has confirmed the address and signed in.",
            date_created=now,
        )
        for order in theirs
    )
    return len(theirs)


def _confirmed(user: Any) -> list[str]:
    return list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))


def same(address: str) -> str:
    """Only A to Z are small letters' other selves: databases and Python take ı for i, and the Kelvin sign for k."""
    return address.encode().lower().decode()


def when_confirmed(*, email_address: Any, **about: Any) -> None:
    join_guest_orders(user=email_address.user, now=timezone.now())


def when_signed_in(*, user: Any, **about: Any) -> None:
    join_guest_orders(user=user, now=timezone.now())
