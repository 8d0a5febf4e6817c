"""Order numbers: short, unguessable, and said on the phone without spelling (no 0/O, 1/I/L, 8/B, 5/S, 2/Z, M/N, U/V)."""

import secrets

ALPHABET = "345679ACDEFGHJKMPQRTWXY"


def new_order_number() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
