"""The links that let somebody into an account without a password: signed, and good for one invitation."""

from django.core import signing
from django.urls import reverse

from shop.outbox.letters import address
from shop.trade.models import Invitation

SIGNER = signing.Signer(salt="shop.trade.invitation")
LONGEST = 300


def key_of(invitation: Invitation) -> str:
    return SIGNER.sign_object([invitation.pk, invitation.nonce])


def link_to(invitation: Invitation) -> str:
    return address(reverse("invitation", args=[key_of(invitation)]))


def invitation_of(key: str) -> Invitation | None:
    """Whatever became of it. None for a key that was never ours."""
    if len(key) > LONGEST:
        return None
    try:
        pk, nonce = SIGNER.unsign_object(key)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    known = Invitation.objects.filter(pk=pk, nonce=nonce)
    return known.select_related("account__cafe__partner", "invited_by").first()
