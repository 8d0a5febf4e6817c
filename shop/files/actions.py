"""Files are kept and removed here. A file without a row, after a broken transaction or a cascade, is swept up later."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from shop.files import domain, pictures
from shop.files.domain import Document
from shop.files.models import PrivateFile
from shop.files.storage import private

log = logging.getLogger(__name__)

# Longer than any transaction that may still bring the row.
PATIENCE = timedelta(days=1)


def accept(upload: UploadedFile) -> Document:
    """Its clean content, or a refusal in words."""
    domain.refuse_size(upload.size or 0)
    upload.seek(0)
    data = upload.read(domain.LARGEST + 1)
    content_type = domain.kind_of(data)
    if content_type in domain.PICTURES:
        data = pictures.redraw(data, content_type)
    return Document(domain.clean_name(upload.name or "", content_type), content_type, data)


@transaction.atomic
def keep(*, upload: UploadedFile | Document, by: AbstractBaseUser | None) -> PrivateFile:
    """What a form has accepted already is not looked at twice."""
    document = upload if isinstance(upload, Document) else accept(upload)
    return PrivateFile.objects.create(
        file=ContentFile(document.data, name="file"),
        name=document.name,
        content_type=document.content_type,
        size=document.size,
        sha256=document.sha256,
        uploaded_by_id=by.pk if by else None,
    )


@transaction.atomic
def remove(*, file: PrivateFile) -> None:
    """The content goes when the row is certain to be gone."""
    transaction.on_commit(partial(private().delete, str(file.file)), robust=True)
    file.delete()


def sweep(*, now: datetime) -> int:
    storage = private()
    swept = 0
    for place in list(_places(storage)):
        if storage.get_modified_time(place) < now - PATIENCE and not PrivateFile.objects.filter(file=place).exists():
            storage.delete(place)
            swept += 1
    if swept:
        log.info("private files without a row swept up", extra={"files": swept})
    return swept


def _places(storage: Storage) -> Iterator[str]:
    try:
        folders, _ = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in folders:
        for name in storage.listdir(folder)[1]:
            yield f"{folder}/{name}"
