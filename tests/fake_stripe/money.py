"""Holding, taking and giving back: never more is taken than is held, never more given back than was taken."""

from threading import Timer
from typing import Any

from tests.fake_stripe.books import Books, Thing
from tests.fake_stripe.cards import CARDS, WORDS, Card
from tests.fake_stripe.params import Wrong

LEAST = 30
HOLDS_LAST = 7 * 24 * 60 * 60
ANSWER_WITHIN = 14 * 24 * 60 * 60
COMES_BACK_AFTER = 1.0


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
        _take(books, intent, intent["amount"])


def _take(books: Books, intent: Thing, amount: int) -> None:
    intent["status"], intent["amount_received"], intent["amount_capturable"] = "succeeded", amount, 0
    books.note("payment_intent.succeeded", intent)
    if card_of(books, intent).disputed:
        dispute(books, intent["id"])


def card_of(books: Books, intent: Thing) -> Card:
    return CARDS[books.things[intent["payment_method"]]["number"]]


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
    _take(books, intent, wanted)
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
    if any(each["status"] in OPEN for each in books.all("dispute", payment_intent=intent["id"])):
        raise Wrong("This charge has been charged back and cannot be refunded.", code="charge_disputed")
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
    if card_of(books, intent).sends_back:
        later = Timer(COMES_BACK_AFTER, send_back, [books, given["id"]])
        later.daemon = True
        later.start()
    return given


def send_back(books: Books, number: str) -> Thing:
    """The card's bank doesn't take it, days later."""
    with books.lock:
        given = books.find(number, "refund")
        if given["status"] == "succeeded":
            given["status"], given["failure_reason"] = "failed", "expired_or_canceled_card"
            books.things[given["payment_intent"]]["refunded"] -= given["amount"]
            books.note("refund.failed", given)
            books.note("charge.refund.updated", given)
        return given


OPEN = frozenset({"needs_response", "under_review"})


def dispute(books: Books, number: str, *, status: str = "needs_response") -> Thing:
    """The card's owner tells their bank that it is not theirs to pay; the money is taken back at once."""
    intent = books.find(number, "payment_intent")
    opened = books.new(
        "du",
        "dispute",
        amount=intent["amount_received"] - intent["refunded"],
        currency=intent["currency"],
        payment_intent=intent["id"],
        charge=intent["latest_charge"],
        reason="fraudulent",
        status=status,
        evidence_details={"due_by": books.now + ANSWER_WITHIN},
    )
    books.note("charge.dispute.created", opened)
    if status in OPEN:
        books.note("charge.dispute.funds_withdrawn", opened)
    return opened


def decide(books: Books, number: str, status: str) -> Thing:
    decided = books.find(number, "dispute")
    decided["status"] = status
    books.note("charge.dispute.closed", decided)
    if status == "won":
        books.note("charge.dispute.funds_reinstated", decided)
    return decided
