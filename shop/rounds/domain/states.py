"""How a round stands, for those who look after it."""

from datetime import datetime

from shop.rounds.domain.choosing import Offer

OPEN, FULL, OVER, CLOSED, LEFT = "open", "full", "over", "closed", "left"
STATES = {
    OPEN: "Takes orders",
    FULL: "Full",
    OVER: "Past its cut-off",
    CLOSED: "Closed",
    LEFT: "Has left",
}


def state_of(offer: Offer, now: datetime) -> str:
    """What takes orders until after it opens, as a café's counter does, has not left before that."""
    if offer.closed_because:
        return CLOSED
    if now >= max(offer.departure.leaves_at, offer.departure.cutoff_at):
        return LEFT
    if now >= offer.departure.cutoff_at:
        return OVER
    return FULL if is_full(offer) else OPEN


def is_full(offer: Offer) -> bool:
    orders = offer.capacity_orders is not None and offer.orders >= offer.capacity_orders
    return orders or (offer.capacity_kg is not None and offer.kg >= offer.capacity_kg)
