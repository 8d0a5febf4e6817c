"""A Stripe of our own, for tests and for the demo: `python -m tests.fake_stripe`.

It knows what we ask of the real one: Checkout's hosted page with 3-D Secure, holds and captures, kept cards, refunds,
keys that act once, signed events, and outages on demand. What is sent to it is checked against the types that Stripe's
own library has of its parameters: a name that it doesn't know is refused, as the real one would.
"""
