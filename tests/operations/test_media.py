"""Uploaded pictures are shown; whatever else somebody managed to upload is never run in a visitor's browser."""

import pytest
from django.test import Client

pytestmark = pytest.mark.one_engine


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for path in (
        "images/loaf.width-400.jpg",
        "original_images/loaf.PNG",
        "images/drawing.svg",
        "images/page.html",
        "images/.hidden.png",
        "documents/contract.pdf",
    ):
        file = settings.MEDIA_ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
    (tmp_path / "secret.png").write_text("out of bounds")
    (settings.MEDIA_ROOT / "images" / "way-out.png").symlink_to(tmp_path / "secret.png")
    return Client(raise_request_exception=False)


def test_a_rendition_is_shown_as_what_it_is_and_kept_for_a_year(media):
    answer = media.get("/media/images/loaf.width-400.jpg")
    assert answer.getvalue() == b"images/loaf.width-400.jpg"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in answer.get("Content-Disposition", "")


def test_an_original_may_be_replaced_and_is_not_kept_long(media):
    answer = media.get("/media/original_images/loaf.PNG")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "private, max-age=300")


def test_who_has_the_picture_already_is_told_so(media):
    first = media.get("/media/images/loaf.width-400.jpg")
    again = media.get("/media/images/loaf.width-400.jpg", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["drawing.svg", "page.html"])
def test_what_could_carry_a_script_is_only_ever_downloaded(media, name):
    answer = media.get(f"/media/images/{name}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "documents/contract.pdf",
        "images//../documents/contract.pdf",
        "images/.hidden.png",
        "images/way-out.png",
        "images/",
        "images",
        "../secret.png",
        "..%2fsecret.png",
        "%2e%2e/secret.png",
        "images/%00.png",
        "%2fetc/passwd",
        "images/nothing.png",
    ],
)
@pytest.mark.django_db
def test_nothing_else_below_or_beside_the_folder_is_reached(media, path):
    assert media.get(f"/media/{path}").status_code == 404


def test_nothing_is_uploaded_there(media):
    assert media.post("/media/images/loaf.width-400.jpg").status_code == 405
