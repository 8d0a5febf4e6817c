"""Cards to try, by the numbers that Stripe gives them in its test mode."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    number: str
    about: str
    brand: str = "visa"
    asks: bool = False
    asks_each_time: bool = False
    declined: str = ""
    declined_later: bool = False
    disputed: bool = False
    sends_back: bool = False

    @property
    def last4(self) -> str:
        return self.number[-4:]


GOOD = Card("4242424242424242", "is good")
SECURE = Card("4000002500003155", "asks for 3-D Secure the first time", asks=True)
ALWAYS_SECURE = Card("4000002760003184", "asks for 3-D Secure each time", asks=True, asks_each_time=True)
DECLINED = Card("4000000000000002", "is declined", declined="generic_decline")
NO_MONEY = Card("4000000000009995", "has too little money", declined="insufficient_funds")
EXPIRED = Card("4000000000000069", "has expired", declined="expired_card")
DECLINED_LATER = Card("4000000000000341", "can be kept, and is declined when it is charged", declined_later=True)
DISPUTED = Card("4000000000000259", "is good, and its owner disputes the charge at once", disputed=True)
SENDS_BACK = Card("4000000000005126", "is good, and takes no refund: it comes back a moment later", sends_back=True)

GOOD_ONES = (GOOD, SECURE, ALWAYS_SECURE)
BAD_ONES = (DECLINED, NO_MONEY, EXPIRED, DECLINED_LATER, DISPUTED, SENDS_BACK)
CARDS = {card.number: card for card in (*GOOD_ONES, *BAD_ONES)}
WORDS = {
    "generic_decline": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "expired_card": "Your card has expired.",
    "authentication_required": "Your card was declined. This transaction requires authentication.",
    "failed_authentication": "We are unable to authenticate your payment method. Please choose another one.",
    "unknown": "Your card number is invalid.",
}
