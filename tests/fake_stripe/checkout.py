"""Checkout: a page for one payment, or for keeping one card, as long as it is open."""

from typing import Any

from tests.fake_stripe.books import Books, Thing
from tests.fake_stripe.cards import CARDS, Card
from tests.fake_stripe.money import Declined, confirm, new_intent, refuse
from tests.fake_stripe.params import Wrong

SOONEST, LATEST = 30 * 60, 24 * 60 * 60


def open_session(books: Books, about: dict[str, Any], *, pages: str) -> Thing:
    mode = about.get("mode")
    if mode not in ("payment", "setup"):
        raise Wrong("mode must be payment or setup here.", param="mode")
    if "success_url" not in about:
        raise Wrong("Missing required param: success_url.", code="parameter_missing", param="success_url")
    if mode == "setup" and ("line_items" in about or "payment_intent_data" in about):
        raise Wrong("You can not pass `line_items` in `setup` mode.", param="line_items")
    if "customer" in about:
        books.find(about["customer"], "customer")
    total, currency = _sum(about) if mode == "payment" else (None, about.get("currency"))
    session = books.new(
        "cs_test",
        "checkout.session",
        mode=mode,
        status="open",
        payment_status="unpaid" if mode == "payment" else "no_payment_required",
        amount_total=total,
        currency=currency,
        client_reference_id=about.get("client_reference_id"),
        customer=about.get("customer"),
        payment_intent=None,
        setup_intent=None,
        expires_at=_expires_at(books, about),
        success_url=about["success_url"],
        cancel_url=about.get("cancel_url"),
        metadata=about.get("metadata", {}),
        allowed_payment_method_types=about.get("allowed_payment_method_types"),
    )
    session["url"] = f"{pages}/c/pay/{session['id']}"
    session["asked"] = about
    return session


def _sum(about: dict[str, Any]) -> tuple[int, str]:
    items = about.get("line_items") or []
    if not items:
        raise Wrong("Missing required param: line_items.", code="parameter_missing", param="line_items")
    total, currencies = 0, set()
    for item in items:
        price = item.get("price_data", {})
        if "unit_amount" not in price or "product_data" not in price:
            raise Wrong("Give price_data with its unit_amount and product_data.", param="line_items")
        if price["unit_amount"] < 0:
            raise Wrong("Invalid non-negative integer", param="line_items[0][price_data][unit_amount]")
        total += price["unit_amount"] * item.get("quantity", 1)
        currencies.add(price["currency"])
    if len(currencies) > 1 or not all(each.islower() and len(each) == 3 for each in currencies):
        raise Wrong(f"Invalid currency: {', '.join(currencies)}", param="line_items[0][price_data][currency]")
    return total, currencies.pop()


def _expires_at(books: Books, about: dict[str, Any]) -> int:
    end = about.get("expires_at", books.now + LATEST)
    if not books.now + SOONEST <= end <= books.now + LATEST:
        raise Wrong(
            "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session "
            "creation.",
            param="expires_at",
        )
    return int(end)


def looked_at(books: Books, number: str) -> Thing:
    session = books.find(number, "checkout.session")
    if session["status"] == "open" and books.now >= session["expires_at"]:
        close(books, session)
    return session


def close(books: Books, session: Thing) -> None:
    session["status"], session["url"] = "expired", None
    books.note("checkout.session.expired", session)


def expire(books: Books, number: str) -> Thing:
    session = looked_at(books, number)
    if session["status"] != "open":
        raise Wrong(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session["status"]}.'
        )
    close(books, session)
    return session


def shown(books: Books, session: Thing, expand: list[str]) -> Thing:
    """As the API says it: without what only we keep, and with what is asked for in full."""
    said = {name: value for name, value in session.items() if name != "asked"}
    for path in expand:
        place = said
        for name in path.split("."):
            if isinstance(place.get(name), str):
                place[name] = dict(books.things[place[name]])
            place = place.get(name) or {}
    return said


class NeedsSecure(Exception):
    """The card's bank wants to ask its owner first."""


def pay(books: Books, number: str, card_number: str, *, proved: bool | None = None) -> Thing:
    """The payer's part. proved: what came of 3-D Secure."""
    session = looked_at(books, number)
    if session["status"] != "open":
        return session
    card = CARDS.get(card_number)
    if card is None:
        raise Declined("incorrect_number", "unknown")
    if card.asks and proved is None:
        raise NeedsSecure
    if session["mode"] == "setup":
        return _keep(books, session, card, proved)
    intent = _intent_of(books, session)
    if proved is False:
        raise refuse(books, intent, "payment_intent_authentication_failure", "failed_authentication")
    if card.declined:
        raise refuse(books, intent, "card_declined", card.declined)
    confirm(books, intent, card, _method(books, card, None))
    session["payment_status"] = "paid" if intent["status"] == "succeeded" else "unpaid"
    return _complete(books, session)


def kept_cards(books: Books, session: Thing) -> list[Thing]:
    """Of the customer whom the session names, where it asks for cards that were kept without being for all to see."""
    options = session["asked"].get("saved_payment_method_options", {})
    if session["mode"] != "payment" or "limited" not in options.get("allow_redisplay_filters", []):
        return []
    return books.all("payment_method", customer=session["customer"]) if session["customer"] else []


def _complete(books: Books, session: Thing) -> Thing:
    session["status"], session["url"] = "complete", None
    books.note("checkout.session.completed", {name: value for name, value in session.items() if name != "asked"})
    return session


def _intent_of(books: Books, session: Thing) -> Thing:
    """One for a session, however often its payer tries."""
    if session["payment_intent"]:
        return books.things[session["payment_intent"]]
    about = session["asked"].get("payment_intent_data", {})
    intent = new_intent(
        books,
        amount=session["amount_total"],
        currency=session["currency"],
        manual=about.get("capture_method") == "manual",
        customer=session["customer"],
        description=about.get("description"),
        metadata=about.get("metadata", {}),
    )
    session["payment_intent"] = intent["id"]
    return intent


def _method(books: Books, card: Card, customer: str | None) -> Thing:
    return books.new(
        "pm",
        "payment_method",
        type="card",
        customer=customer,
        number=card.number,
        card={"brand": card.brand, "last4": card.last4, "exp_month": 12, "exp_year": 2034},
    )


def _keep(books: Books, session: Thing, card: Card, proved: bool | None) -> Thing:
    if proved is False:
        raise Declined("setup_intent_authentication_failure", "failed_authentication")
    if card.declined:
        raise Declined("card_declined", card.declined)
    if session["customer"] is None:
        session["customer"] = books.new("cus", "customer")["id"]
    method = _method(books, card, session["customer"])
    about = session["asked"].get("setup_intent_data", {})
    kept = books.new(
        "seti",
        "setup_intent",
        status="succeeded",
        customer=session["customer"],
        payment_method=method["id"],
        metadata=about.get("metadata", {}),
    )
    session["setup_intent"] = kept["id"]
    books.note("setup_intent.succeeded", kept)
    return _complete(books, session)
