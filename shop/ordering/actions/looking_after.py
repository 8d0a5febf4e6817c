"""Staff see to what is flagged in an order, and send a letter about it once more."""

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering import letters
from shop.ordering.domain import NobodyToWriteTo, SettledAlready
from shop.ordering.models import Flag, OrderLetter
from shop.outbox import actions as outbox
from shop.outbox.envelope import unpack


@transaction.atomic
def settle_flag(*, flag: Flag, by: Any, now: datetime) -> None:
    found = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if found.settled_at:
        raise SettledAlready
    found.settled_at, found.settled_by = now, by
    found.save(update_fields=["settled_at", "settled_by"])


@transaction.atomic
def send_letter_again(*, letter: OrderLetter, by: Any) -> str:
    """The same words, as a new message: to the customer's address as it is today. Returns whom it went to."""
    order = get_model("order", "Order").objects.select_related("user", "round__cafe").get(pk=letter.order_id)
    to_others = letter.kind in (OrderLetter.TO_CAFE, OrderLetter.TO_APPROVER)
    recipient = letter.recipient if to_others else order.email
    if not recipient:
        raise NobodyToWriteTo
    headers = {name: words for name, words in letter.envelope["headers"].items() if name.lower() != "message-id"}
    envelope = {**letter.envelope, "to": [recipient], "headers": headers}
    row = outbox.queue(message=unpack(subject=letter.subject, body=letter.body, envelope=envelope))
    letters.keep(order=order, kind=letter.kind, row=row, by=by)
    return recipient
