"""A private file as an answer. Who may have it is decided before, by the view that found it through its owner."""

from django.http import FileResponse, Http404

from shop.files.domain import TEXT
from shop.files.models import PrivateFile


def answer(file: PrivateFile) -> FileResponse:
    """To be saved, never shown within the site; kept by no cache."""
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    kind = f"{file.content_type}; charset=utf-8" if file.content_type == TEXT else file.content_type
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
