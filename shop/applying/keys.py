"""The link by which an applicant comes back without signing in: made and read here only."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from shop.applying.models import Application
from shop.outbox.letters import address

LONGEST = 300
SIGNER = Signer(salt="shop.applying")


def key_of(application: Application) -> str:
    return SIGNER.sign_object([application.pk, application.nonce])


def application_of(key: str) -> Application | None:
    try:
        pk, nonce = SIGNER.unsign_object(key[:LONGEST])
    except (BadSignature, ValueError, TypeError):
        return None
    return Application.objects.select_related("cafe__partner", "account").filter(pk=pk, nonce=nonce).first()


def page(application: Application, step: str) -> str:
    if step == "sent":
        return reverse("applying:sent", kwargs={"key": key_of(application)})
    return reverse("applying:step", kwargs={"key": key_of(application), "step": step})


def link(application: Application, step: str) -> str:
    """As it is written in a letter."""
    return address(page(application, step))
