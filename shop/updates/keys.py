"""The link in a letter by which somebody says that they wait, or that they don't: signed, good for one wish."""

from django.core import signing
from django.urls import reverse

from shop.outbox.letters import address
from shop.updates.models import Wish

SIGNER = signing.Signer(salt="shop.updates.wish")
LONGEST = 300


def key_of(wish: Wish) -> str:
    return SIGNER.sign_object([wish.pk, wish.nonce])


def link_to(wish: Wish, page: str = "updates:wish") -> str:
    return address(reverse(page, args=[key_of(wish)]))


def is_ours(key: str) -> bool:
    return _read(key) is not None


def wish_of(key: str) -> Wish | None:
    """None for a key that was never ours, and for a wish that is gone."""
    if (read := _read(key)) is None:
        return None
    pk, nonce = read
    return Wish.objects.filter(pk=pk, nonce=nonce).select_related("product__parent", "user").first()


def _read(key: str) -> tuple[int, str] | None:
    if len(key) > LONGEST:
        return None
    try:
        pk, nonce = SIGNER.unsign_object(key)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return pk, nonce
