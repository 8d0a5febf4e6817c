"""Holding, taking and giving back: never more is taken than is held, never more given back than was taken."""

from typing import Any

from tests.fake_stripe.books import Books, Thing
from tests.fake_stripe.cards import CARDS, WORDS, Card
from tests.fake_stripe.params import Wrong

LEAST = 30
HOLDS_LAST = 7 * 24 * 60 * 60


class Declined(Exception):
    """402: the card's bank said no."""

    def __init__(self, code: str, decline_code: str = "", intent: Thing | None = None) -> None:
        super().__init__(code)
        self.code, self.decline_code, self.intent = code, decline_code, intent

    @property
    def words(self) -> str:
        return WORDS[self.decline_code or self.code]


def new_intent(books: Books, *, amount: int, currency: str, manual: bool, **about: Any) -> Thing:
    if amount < LEAST:
        raise Wrong("Amount must be at least £0.30.", code="amount_too_small", param="amount")
    intent = books.new(
        "pi",
        "payment_intent",
        amount=amount,
        amount_received=0,
        amount_capturable=0,
        currency=currency,
        capture_method="manual" if manual else "automatic",
        status="requires_payment_method",
        last_payment_error=None,
        latest_charge=None,
        payment_method=None,
        cancellation_reason=None,
        refunded=0,
        **about,
    )
    books.note("payment_intent.created", intent)
    return intent


def confirm(books: Books, intent: Thing, card: Card, method: Thing) -> None:
    """The card's bank agrees."""
    intent["payment_method"], intent["last_payment_error"] = method["id"], None
    intent["latest_charge"] = books.new("ch", "charge", payment_intent=intent["id"], amount=intent["amount"])["id"]
    if intent["capture_method"] == "manual":
        intent["status"], intent["amount_capturable"] = "requires_capture", intent["amount"]
        intent["held_until"] = books.now + HOLDS_LAST
        books.note("payment_intent.amount_capturable_updated", intent)
    else:
        intent["status"], intent["amount_received"] = "succeeded", intent["amount"]
        books.note("payment_intent.succeeded", intent)


def refuse(books: Books, intent: Thing, code: str, decline_code: str = "") -> Declined:
    declined = Declined(code, decline_code, intent)
    intent["last_payment_error"] = {"code": code, "decline_code": decline_code, "message": declined.words}
    books.note("payment_intent.payment_failed", intent)
    return declined


def looked_at(books: Books, number: str) -> Thing:
    """A hold is let go after its time."""
    intent = books.find(number, "payment_intent")
    if intent["status"] == "requires_capture" and books.now >= intent["held_until"]:
        let_go(books, intent, "automatic")
    return intent


def let_go(books: Books, intent: Thing, reason: str) -> None:
    intent["status"], intent["amount_capturable"], intent["cancellation_reason"] = "canceled", 0, reason
    books.note("payment_intent.canceled", intent)


def capture(books: Books, number: str, amount: int | None) -> Thing:
    intent = looked_at(books, number)
    if intent["status"] != "requires_capture":
        raise Wrong(
            f"This PaymentIntent could not be captured because it has a status of {intent['status']}.",
            code="payment_intent_unexpected_state",
        )
    wanted = intent["amount_capturable"] if amount is None else amount
    if not 0 < wanted <= intent["amount_capturable"]:
        raise Wrong(
            f"The remaining amount that can be captured is {intent['amount_capturable']}.",
            code="amount_too_large",
            param="amount_to_capture",
        )
    intent["status"], intent["amount_received"], intent["amount_capturable"] = "succeeded", wanted, 0
    books.note("payment_intent.succeeded", intent)
    return intent


def cancel(books: Books, number: str) -> Thing:
    intent = looked_at(books, number)
    if intent["status"] in ("succeeded", "canceled"):
        raise Wrong(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.",
            code="payment_intent_unexpected_state",
        )
    let_go(books, intent, "requested_by_customer")
    return intent


def charge_kept(books: Books, about: dict[str, Any]) -> Thing:
    """Off-session: its owner isn't there to be asked anything."""
    method = books.find(about["payment_method"], "payment_method")
    if not about.get("confirm") or not about.get("off_session"):
        raise Wrong("Only a kept card is charged like this: confirm and off_session.", param="off_session")
    if method["customer"] is None or method["customer"] != about.get("customer"):
        raise Wrong("The payment method is not kept for this customer.", param="payment_method")
    card = CARDS[method["number"]]
    intent = new_intent(
        books,
        amount=about["amount"],
        currency=about["currency"],
        manual=about.get("capture_method") == "manual",
        customer=method["customer"],
        description=about.get("description"),
        metadata=about.get("metadata", {}),
    )
    if card.asks_each_time:
        intent["status"] = "requires_payment_method"
        raise refuse(books, intent, "authentication_required", "authentication_required")
    if card.declined_later:
        raise refuse(books, intent, "card_declined", "generic_decline")
    confirm(books, intent, card, method)
    return intent


def refund(books: Books, about: dict[str, Any]) -> Thing:
    intent = looked_at(books, about.get("payment_intent", ""))
    left = intent["amount_received"] - intent["refunded"]
    amount = about.get("amount", left)
    if not intent["amount_received"]:
        raise Wrong("This PaymentIntent does not have a successful charge to refund.", param="payment_intent")
    if not left:
        raise Wrong("Charge has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise Wrong(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount")
    intent["refunded"] += amount
    given = books.new(
        "re",
        "refund",
        amount=amount,
        currency=intent["currency"],
        payment_intent=intent["id"],
        status="succeeded",
        metadata=about.get("metadata", {}),
    )
    books.note("refund.created", given)
    return given
