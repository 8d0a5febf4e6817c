from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shop.trade.models import Invitation


def a_text(name: str = "terms.txt", text: bytes = b"Signed by both") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text)


def invited(account, email: str = "nico@example.com") -> Invitation:
    until = timezone.now() + timedelta(days=3)
    return Invitation.objects.create(account=account, email=email, role="buyer", expires_at=until)
