"""The link by which somebody without an account follows an order: whoever holds it may read the order."""

from django.core import signing
from django.urls import reverse

from shop.outbox.letters import address

GUEST = "shop.ordering.guest"
# Who may pay for an order may not read it.
REST = "shop.ordering.rest"
# Nor may who pays for what was approved.
APPROVED = "shop.ordering.approved"


def signer(salt: str = GUEST) -> signing.Signer:
    return signing.Signer(salt=salt)


def signature_of(number: str) -> str:
    return signer().signature(number)


def is_ours(number: str, signature: str, *, salt: str = GUEST) -> bool:
    """Also by a key that the house had before (SECRET_KEY_FALLBACKS)."""
    try:
        signer(salt).unsign(f"{number}:{signature}")
    except signing.BadSignature:
        return False
    return True


def is_for_paying(number: str, signature: str) -> bool:
    return is_ours(number, signature, salt=REST)


def rest_page(number: str) -> str:
    return address(reverse("ordering:rest", args=[number, signer(REST).signature(number)]))


def approved_page(approval) -> str:
    """Where what was approved is paid, by whoever holds the link."""
    return address(reverse("ordering:approved", args=[approval.pk, signer(APPROVED).signature(str(approval.pk))]))


def is_for_approved(pk: int, signature: str) -> bool:
    return is_ours(str(pk), signature, salt=APPROVED)


def page_of(order) -> str:
    """As its buyer reads it, whole: a guest's by the link alone, a customer's once they are signed in."""
    if order.user_id is None:
        return guest_page(order.number)
    return address(reverse("customer:order", args=[order.number]))


def guest_page(number: str) -> str:
    return address(reverse("ordering:guest", args=[number, signature_of(number)]))
