"""What we write about an order. Each once, in the transaction of what it tells."""

from typing import Any

from shop.outbox.letters import Letter, send_letter


def tell_received(*, order: Any) -> None:
    letter = Letter(
        subject=f"Order {order.number} is received",
        paragraphs=(f"Thank you. We have your order {order.number}.",),
    )
    send_letter(letter=letter, to=[order.email], key=f"order {order.number} received")


def tell_lapsed(*, order: Any) -> None:
    letter = Letter(
        subject=f"Order {order.number} has lapsed",
        paragraphs=(
            f"Order {order.number} was not paid in time, so it has lapsed, and what we kept for you is free again.",
            "Nothing was charged. You can order again whenever you like.",
        ),
    )
    send_letter(letter=letter, to=[order.email], key=f"order {order.number} lapsed")


def tell_paid_after_all(*, order: Any) -> None:
    letter = Letter(
        subject=f"Your payment for order {order.number} came late",
        paragraphs=(
            f"Your payment for order {order.number} reached us after the order had ended.",
            "Nothing is lost: we shall be in touch to send the goods or to pay you back.",
        ),
    )
    send_letter(letter=letter, to=[order.email], key=f"order {order.number} paid after all")
