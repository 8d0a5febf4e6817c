"""A signature of the bank's: when, and by whoever knows the secret. `t=1700000000,v1=0a1b…`"""

import hashlib
import hmac
from datetime import datetime, timedelta

GOOD_FOR = timedelta(minutes=5)
LONGEST = 200


class NotSigned(Exception):
    """Wrong, absent or old."""


def check(*, body: bytes, signature: str, secret: str, now: datetime) -> None:
    if not secret or len(signature) > LONGEST:
        raise NotSigned
    parts = dict(part.partition("=")[::2] for part in signature.split(","))
    moment, given = parts.get("t", ""), parts.get("v1", "")
    if not (moment.isascii() and moment.isdecimal() and given.isascii()):
        raise NotSigned
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, given):
        raise NotSigned
    if abs(now.timestamp() - int(moment)) > GOOD_FOR.total_seconds():
        raise NotSigned
