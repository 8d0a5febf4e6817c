"""Order numbers: short, unguessable, and said on the telephone without spelling.

Of signs that look alike (0 O D Q, 1 I L, 2 Z, 5 S, 8 B, U V) or sound alike (B C D E G P T V, A J K, F S, M N, 5 9) few
are left; of the vowels none, so that no number is a word.
"""

import secrets

ALPHABET = "234679CFHJKMPRTWXY"
GROUPS = 3
GROUP_LENGTH = 3


def new_order_number() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
