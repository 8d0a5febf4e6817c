"""python -m tests.fake_stripe [port] [shop]: Stripe for the demo. It says first what the shop needs to know of it."""

import sys
from threading import Event

from tests.fake_stripe.server import SECRET_KEY, WEBHOOK_SECRET, fake_stripe


def main(port: str = "8090", shop: str = "http://127.0.0.1:8000") -> None:
    with fake_stripe(webhook=f"{shop}/payments/stripe/", port=int(port)) as fake:
        print(
            f"Stripe listens. In another window:\n  STRIPE_API_BASE={fake.address} STRIPE_SECRET_KEY={SECRET_KEY} \\\n"
            f"  STRIPE_WEBHOOK_SECRET={WEBHOOK_SECRET} make run\n"
            f"A dispute is decided by POST {fake.address}/disputes/<its number>/won (or lost), and an outage begun by\n"
            f"POST {fake.address}/outages/error (or broken, untold, busy, drop, doubled, lost).",
            flush=True,
        )
        Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:3])
