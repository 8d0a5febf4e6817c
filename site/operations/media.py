"""Pictures from the local folder, where no bucket serves them. Anything that isn't a picture is never shown inline."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

PICTURES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# Wagtail gives a changed rendition a new name.
RENDITIONS = "images/"
# Documents have a page that asks who may read them.
ELSEWHERE = "documents/"


@require_safe
def show(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    file = find(path)
    changed = file.stat().st_mtime
    kind = PICTURES.get(file.suffix.lower())
    response: HttpResponse | FileResponse
    if was_modified_since(request.headers.get("If-Modified-Since"), int(changed)):
        response = FileResponse(
            file.open("rb"),
            as_attachment=kind is None,
            content_type=kind or "application/octet-stream",
        )
    else:
        response = HttpResponseNotModified()
    response["Last-Modified"] = http_date(changed)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if kind and path.startswith(RENDITIONS) else "private, max-age=300"
    )
    return response


def find(path: str) -> Path:
    """A plain file below the media folder, reached without `..`, links that lead out or hidden names."""
    if path.startswith(ELSEWHERE) or "\0" in path or any(part.startswith(".") for part in path.split("/")):
        raise Http404
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path)).resolve()
    except SuspiciousFileOperation:
        raise Http404 from None
    if not file.is_file() or not file.is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise Http404
    return file
