"""How much one form may bring: more is refused before a byte of it is read, and so before the disk fills."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from shop.files.domain import LARGEST


class BodyLimit(FileUploadHandler):
    """The first of FILE_UPLOAD_HANDLERS. Without a Content-Length Django reads nothing at all."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > settings.LARGEST_FORM:
            raise RequestDataTooBig(f"A form with files of {content_length} bytes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class TooMuchAtOnce:
    """A page that says so and leads back, where a form alone would be refused without a word. Nothing of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if request.content_type != "multipart/form-data" or length_of(request) <= settings.LARGEST_FORM:
            return None
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        words = {"back": came_from if is_ours else request.path, "most": LARGEST // 1024 // 1024}
        return render(request, "too_much.html", words, status=413)


def length_of(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdecimal() else 0
