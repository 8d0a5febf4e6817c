"""python -m tests.fake_stripe [port]: Stripe for the demo. It says first what the shop needs in its environment."""

import sys
from threading import Event

from tests.fake_stripe.server import SECRET_KEY, WEBHOOK_SECRET, fake_stripe


def main(port: int = 8090, shop: str = "http://127.0.0.1:8000") -> None:
    with fake_stripe(webhook=f"{shop}/payments/stripe/", port=port) as fake:
        print(
            f"Stripe listens. In another window:\n  STRIPE_API_BASE={fake.address} STRIPE_SECRET_KEY={SECRET_KEY} \\\n"
            f"  STRIPE_WEBHOOK_SECRET={WEBHOOK_SECRET} make run",
            flush=True,
        )
        Event().wait()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
