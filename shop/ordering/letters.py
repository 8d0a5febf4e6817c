"""What we write about an order. Each once, in the transaction of what it tells, with a copy kept on the order."""

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.calendar import MEDIA_TYPE, Entry, calendar_file
from shop.ordering.keys import page_of, rest_page
from shop.ordering.models import OrderLetter
from shop.ordering.seeing import whole
from shop.ordering.showing import Shown
from shop.outbox import actions as outbox
from shop.outbox.letters import Letter, address, key_for, subject_line, written
from shop.outbox.letters import shown as readable
from shop.outbox.models import Message
from shop.outbox.promising import Promise, fill
from shop.rounds.domain.departures import DELIVERY, instant_of
from shop.rounds.domain.words import day_words
from shop.trade.domain import money


def tell_received(*, order: Any) -> None:
    """The customer at length; the café in short, which looks the order up. Both are written when they are sent."""
    promises = [_promised(OrderLetter.RECEIVED, order, order.email)]
    if order.round:
        promises.append(_promised(OrderLetter.TO_CAFE, order, order.round.cafe.email))
    outbox.promise_all(promises=[promise for promise in promises if promise.recipient])


def _promised(kind: str, order: Any, to: str) -> Promise:
    key, subject = key_for(f"order {order.number} {kind}", to), f"Order {order.number}"
    return Promise(key=key, writer=f"order {kind}", about=order.number, recipient=to, subject=subject)


def write_received(row: Message) -> None:
    shown = shown_of(row.about, now=timezone.now())
    fill(row=row, message=confirmation(shown))
    keep(order=shown.order, kind=OrderLetter.RECEIVED, row=row)


def write_to_cafe(row: Message) -> None:
    shown = shown_of(row.about, now=timezone.now())
    fill(row=row, message=word_to_cafe(shown))
    keep(order=shown.order, kind=OrderLetter.TO_CAFE, row=row)


def tell_lapsed(*, order: Any) -> None:
    letter = Letter(
        subject=f"Order {order.number} has lapsed",
        greeting=greeting(order),
        paragraphs=(
            f"Your order {order.number} was not paid in time, so it has lapsed. What we kept for you is free again.",
            "Nothing was charged. You can order again whenever you like.",
        ),
        action=("Go to the shop", address(reverse("catalogue:index"))),
    )
    _tell(order, (OrderLetter.LAPSED, to_customer(order, letter), f"order {order.number} lapsed"))


def tell_paid_after_all(*, order: Any) -> None:
    letter = Letter(
        subject=f"Your payment for order {order.number} came late",
        greeting=greeting(order),
        paragraphs=(
            f"Your payment for order {order.number} reached us after the order had ended.",
            "Nothing is lost: we shall be in touch to send the goods or to pay you back. There is nothing to do.",
        ),
        action=("Look at your order", page_of(order)),
    )
    _tell(order, (OrderLetter.PAID_AFTER_ALL, to_customer(order, letter), f"order {order.number} paid after all"))


def tell_due(*, order: Any, due: Decimal, by: Any) -> None:
    """As often as staff ask: each time it is another letter."""
    amount = money(due, order.currency)
    letter = Letter(
        subject=f"{amount} to pay for order {order.number}",
        greeting=greeting(order),
        paragraphs=(
            f"Of your order {order.number}, {amount} is still to be paid.",
            "By the link you can pay by card or by bank. Who pays it needs no account with us.",
        ),
        action=(f"Pay {amount}", rest_page(order.number)),
    )
    row = outbox.queue(message=to_customer(order, letter))
    keep(order=order, kind=OrderLetter.DUE, row=row, by=by)


def tell_cancelled(*, orders: Iterable[Any], paid: Collection[int], reason: str) -> None:
    """By us. paid: the keys of those for which money came in. reason: a sentence, or nothing."""
    telling = []
    for order in orders:
        day = f" for {round_words(order.round, order.slot)}" if order.round else ""
        money = "What you paid comes back to you." if order.pk in paid else "You don't owe anything for it."
        letter = Letter(
            subject=f"Your order {order.number} is cancelled",
            greeting=greeting(order),
            paragraphs=(
                f"We are sorry: we had to cancel your order {order.number}{day}. {reason}".strip(),
                f"{money} If we can help you to another day, please answer this letter or call us.",
            ),
            action=("Look at your order", page_of(order)),
        )
        key = f"order {order.number} cancelled by us"
        telling.append((order, OrderLetter.CANCELLED, to_customer(order, letter), key))
    tell_each(telling=telling)


def round_words(round: Any, slot: Any) -> str:
    day = f"{day_words(round.date)}, {slot}" if slot else day_words(round.date)
    return f"{day} ({round.name})"


def shown_of(number: str, *, now: datetime) -> Shown:
    return Shown(whole(get_model("order", "Order").objects.filter(number=number)).get(), now)


def confirmation(shown: Shown) -> EmailMultiAlternatives:
    order, page = shown.order, page_of(shown.order)
    subject = subject_line(f"Your order {shown.number}{f' for {shown.day}' if shown.round else ''}")
    words = {"shown": shown, "subject": subject, "greeting": greeting(order), "page": page}
    message = EmailMultiAlternatives(
        subject=subject,
        body=readable(render_to_string("mail/order/received.txt", words)) + "\n",
        to=[order.email],
        reply_to=[shown.cafe.email] if shown.cafe else [],
    )
    message.attach_alternative(readable(render_to_string("mail/order/received.html", words)), "text/html")
    if entry := calendar_entry(shown, link=page):
        message.attach(calendar_name(shown), calendar_file(entry, now=shown.now), MEDIA_TYPE)
    return message


def calendar_name(shown: Shown) -> str:
    return f"order-{shown.number}.ics"


def calendar_entry(shown: Shown, *, link: str) -> Entry | None:
    if not (round := shown.round):
        return None
    starts, ends = _span(shown)
    does = "comes from" if round.kind == DELIVERY else "to fetch from"
    return Entry(
        uid=f"order-{shown.number}@{urlsplit(settings.SITE_URL).hostname}",
        title=f"Order {shown.number} {does} {shown.cafe_name}",
        day=round.date,
        starts=starts,
        ends=ends,
        place=", ".join(shown.where),
        words="\n".join([*(f"{line.quantity} {line.title}" for line in shown.lines), "", link]),
        link=link,
    )


def _span(shown: Shown) -> tuple[datetime | None, datetime | None]:
    round, slot = shown.round, shown.order.slot
    if slot:
        return slot.starts_at, slot.ends_at
    if round.arrives_from and round.arrives_until:
        times = (datetime.combine(round.date, at) for at in (round.arrives_from, round.arrives_until))
        starts, ends = (instant_of(wall, round.time_zone) for wall in times)
        return starts, ends
    return None, None


def word_to_cafe(shown: Shown) -> EmailMultiAlternatives:
    order = shown.order
    who = ", ".join(part for part in (order.contact_name or order.email, str(order.account or "")) if part)
    goods = "\n".join(f"{line.quantity} {line.title}{f' ({line.note})' if line.note else ''}" for line in shown.lines)
    said = [f"{who} has ordered for {shown.when}.", *([shown.taken.in_full] if shown.taken else []), goods]
    if order.note:
        said.append(f"Their note: {order.note}")
    letter = Letter(
        subject=f"New order {shown.number} for {shown.day}",
        paragraphs=tuple(said),
        action=("Look at it in the dashboard", address(reverse("dashboard:order-detail", args=[shown.number]))),
    )
    return written(letter=letter, to=shown.cafe.email, reply_to=[order.email] if order.email else [])


def greeting(order: Any) -> str:
    name = order.contact_name or (order.user.get_short_name() if order.user else "")
    return f"Hello {name}," if name else "Hello,"


def to_customer(order: Any, letter: Letter) -> EmailMultiAlternatives:
    return written(letter=letter, to=order.email, reply_to=[order.round.cafe.email] if order.round else [])


def _tell(order: Any, *telling: tuple[str, EmailMultiAlternatives, str]) -> None:
    tell_each(telling=[(order, *each) for each in telling])


def tell_each(*, telling: Iterable[tuple[Any, str, EmailMultiAlternatives, str]]) -> None:
    """Order, kind, message, and the key by which it goes once. Somebody who can't be reached any more is told nothing;
    the order stands all the same."""
    reached = [
        (order, kind, message, key_for(key, message.to[0])) for order, kind, message, key in telling if message.to[0]
    ]
    rows = outbox.queue_all(letters=[(message, key) for _, _, message, key in reached])
    _keep_copies((order, kind, row) for (order, kind, _, _), row in zip(reached, rows, strict=True))


def keep(*, order: Any, kind: str, row: Any, by: Any = None) -> None:
    _keep_copies([(order, kind, row)], by=by)


def _keep_copies(copies: Iterable[tuple[Any, str, Any]], *, by: Any = None) -> None:
    """What was told before is not kept twice."""
    letters = [
        OrderLetter(
            order=order,
            kind=kind,
            at=row.created_at,
            recipient=row.recipients,
            subject=row.subject,
            body=row.body,
            envelope=row.envelope,
            message=row,
            sent_by=by,
        )
        for order, kind, row in copies
    ]
    OrderLetter.objects.bulk_create(letters, ignore_conflicts=True)
