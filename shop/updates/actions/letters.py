"""What somebody reads who asked to be told. Each letter says why it came, and ends it by one click."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from oscar.templatetags.currency_filters import currency

from shop.outbox import actions as outbox
from shop.outbox.letters import Letter, address, key_for, written
from shop.pricing.book import PriceBook, UnitPrice
from shop.trade.queries import memberships
from shop.updates import domain
from shop.updates.keys import link_to
from shop.updates.models import Wish


def confirm(*, wish: Wish, now: datetime) -> None:
    title = wish.product.get_title()
    _send(
        wish,
        key=f"wish-confirm-{wish.pk}-{now:%Y%m%d}",
        subject=f"Shall we tell you when {title} is back?",
        paragraphs=(
            f"Somebody, probably you, asked us to write to this address when {title} can be ordered again.",
            "If that is what you want, say so by the button. Without it we write no more.",
        ),
        action=("Yes, tell me", link_to(wish)),
        afterword=(
            f"If it wasn't you, there is nothing to do: we forget it after {domain.UNCONFIRMED_KEPT.days} days.",
            f"To be rid of it at once: {link_to(wish)}",
        ),
    )


def waits_already(*, wish: Wish, now: datetime) -> None:
    title = wish.product.get_title()
    _send(
        wish,
        key=f"wish-again-{wish.pk}-{now:%Y%m%d}",
        subject=f"You are waiting for {title} already",
        paragraphs=(
            f"You asked us once more to tell you when {title} is back. We had it noted: you hear from us once.",
        ),
        action=("See what you asked for", link_to(wish)),
    )


def back(*, wish: Wish, product: Any, info: Any, now: datetime) -> None:
    title = product.get_title()
    facts = [product.pack, price_note(wish, product, info.stockrecord), info.availability.words.text]
    _send(
        wish,
        key=f"wish-back-{wish.pk}",
        subject=f"Back again: {title}",
        paragraphs=(
            f"You asked us to tell you when {title} can be ordered again. Now it can.",
            " · ".join(fact for fact in facts if fact),
            "None is kept back for you: whoever orders first has it.",
        ),
        action=("See it in the shop", address(product.get_absolute_url())),
        afterword=_why(wish),
    )


def no_longer(*, wish: Wish, product: Any, info: Any, now: datetime) -> None:
    title = product.get_title()
    _send(
        wish,
        key=f"wish-gone-{wish.pk}",
        subject=f"{title} won't be back",
        paragraphs=(
            f"You asked us to tell you when {title} can be ordered again. We are sorry: we don't make it any more.",
            "Something else in the shop may take its place.",
        ),
        action=("See what we make", address(reverse("catalogue:index"))),
        afterword=_why(wish),
    )


def price_note(wish: Wish, product: Any, record: Any) -> str:
    """At the reader's own price. Who buys for several companies looks it up in the shop."""
    places = list(memberships(wish.user)) if wish.user else []
    if len(places) > 1:
        return ""
    account = places[0].account if places else None
    unit = UnitPrice.at(PriceBook(account, timezone.localdate()), product, record, quantity=product.quantities.first)
    words = "without VAT" if account else "with VAT"
    amount = unit.one.net if account else unit.one.gross
    about = "about " if product.is_weighed else ""
    return f"{about}{currency(amount, record.price_currency)} {words}"


def _why(wish: Wish) -> tuple[str, ...]:
    return (
        f"This letter comes because you asked for it on {_day(timezone.localtime(wish.asked_at).date())}. It is the"
        " only one: should it sell out again, ask us again.",
        f"To have it forgotten that you asked: {link_to(wish)}",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _send(
    wish: Wish,
    *,
    key: str,
    subject: str,
    paragraphs: tuple[str, ...],
    action: tuple[str, str],
    afterword: tuple[str, ...] = (),
) -> None:
    greeting = f"Hello {wish.user.get_short_name()}" if wish.user and wish.user.get_short_name() else ""
    letter = Letter(subject=subject, greeting=greeting, paragraphs=paragraphs, action=action, afterword=afterword)
    mail = written(letter=letter, to=wish.address, links=[link_to(wish)])
    mail.extra_headers |= {
        "List-Unsubscribe": f"<{link_to(wish, 'updates:withdraw')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    outbox.queue(message=mail, key=key_for(key, wish.address))
