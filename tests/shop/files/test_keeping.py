"""A private file is kept where nobody looks, handed out to be saved, and gone when it is removed."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import timezone

from shop.files import actions
from shop.files.answers import answer
from shop.files.domain import NotKept
from shop.files.models import PrivateFile
from tests.factories import UserFactory
from tests.shop.files import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


def keep(data=hostile.PDF, name="licence.pdf", by=None):
    return actions.keep(upload=SimpleUploadedFile(name, data), by=by)


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_file_is_kept_with_who_sent_it_and_its_fingerprint(private_root):
    ada = UserFactory()
    file = keep(by=ada)
    file.refresh_from_db()
    assert (file.name, file.content_type, file.uploaded_by) == ("licence.pdf", "application/pdf", ada)
    (content,) = stored(private_root)
    assert content.read_bytes() == hostile.PDF
    assert file.size == len(hostile.PDF)
    assert len(file.sha256) == 64


def test_the_folder_tells_nothing_of_a_file_and_nobody_else_on_the_machine_reads_it(private_root):
    keep()
    (content,) = stored(private_root)
    assert "licence" not in str(content)
    assert content.suffix == ""
    assert stat.S_IMODE(content.stat().st_mode) == 0o600


def test_a_private_file_has_no_address(private_root, settings):
    file = keep()
    with pytest.raises(ValueError, match="no address"):
        _ = file.file.url
    assert not settings.PRIVATE_ROOT.is_relative_to(settings.MEDIA_ROOT)
    (content,) = stored(private_root)
    below = content.relative_to(private_root)
    for address in (f"/media/{below}", f"/media/private/{below}", f"/private/{below}", f"/media/../private/{below}"):
        assert Client().get(address, follow=True).status_code == 404


def test_a_person_may_go_and_the_file_stays():
    ada = UserFactory()
    file = keep(by=ada)
    ada.delete()
    file.refresh_from_db()
    assert file.uploaded_by is None


def test_what_is_refused_leaves_nothing_behind(private_root):
    with pytest.raises(NotKept):
        keep(hostile.SVG, "logo.png")
    assert not PrivateFile.objects.exists()
    assert stored(private_root) == []


def test_an_answer_is_to_be_saved_and_never_shown():
    response = answer(keep(name='Über "uns"\r\nX: y.pdf'))
    assert b"".join(response.streaming_content) == hostile.PDF
    assert response["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%C3%9Cber%20%22uns%22%20X%3A%20y.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(hostile.PDF))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_a_text_is_sent_as_text():
    assert answer(keep(b"Flour, 3 kg", "order.html"))["Content-Type"] == "text/plain; charset=utf-8"
    assert PrivateFile.objects.get().name == "order.html.txt"


def test_a_file_that_is_gone_from_the_disk_is_not_found(private_root):
    file = keep()
    stored(private_root)[0].unlink()
    with pytest.raises(Http404):
        answer(file)


def test_a_removed_file_is_gone_once_that_is_certain(private_root, django_capture_on_commit_callbacks):
    file = keep()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(file=file)
        assert stored(private_root) != []
    assert stored(private_root) == []
    assert not PrivateFile.objects.exists()


def test_a_removal_that_is_taken_back_costs_nothing(private_root, django_capture_on_commit_callbacks):
    file = keep()
    pk = file.pk
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotKept), transaction.atomic():
        actions.remove(file=file)
        raise NotKept
    assert PrivateFile.objects.get(pk=pk).file.read() == hostile.PDF


def test_what_lost_its_row_is_swept_up_after_a_day_and_nothing_else(private_root):
    kept = keep()
    lost = keep()
    PrivateFile.objects.filter(pk=lost.pk).delete()
    fresh = storages["private"].save("ab/still-being-written", ContentFile(b"x"))
    a_day_ago = (timezone.now() - timedelta(hours=25)).timestamp()
    for place in (kept.file.path, lost.file.path):
        os.utime(place, (a_day_ago, a_day_ago))
    assert actions.sweep(now=timezone.now()) == 1
    assert {str(path.relative_to(private_root)) for path in stored(private_root)} == {kept.file.name, fresh}


def test_sweeping_an_empty_house_finds_nothing():
    assert actions.sweep(now=timezone.now()) == 0


def test_a_form_with_too_large_files_is_refused_before_it_is_read(settings):
    settings.LARGEST_FORM = 1000
    large = b"%PDF-" + b"a" * 2000
    with pytest.raises(RequestDataTooBig):
        _ = RequestFactory().post("/", {"paper": SimpleUploadedFile("a.pdf", large)}).FILES
    for came_from, back in (
        ("http://testserver/accounts/login/?next=/", "/accounts/login/?next=/"),
        ("//evil.example/", "/"),
    ):
        response = Client().post(
            "/accounts/login/", {"paper": SimpleUploadedFile("a.pdf", large)}, headers={"referer": came_from}
        )
        page = response.content.decode()
        assert (response.status_code, "up to 10 MB" in page, f'{back}">Back to the form' in page) == (413, True, True)
        assert "evil" not in page
    fits = RequestFactory().post("/", {"words": "hello", "paper": SimpleUploadedFile("a.pdf", b"%PDF-")})
    assert fits.POST["words"] == "hello"
    assert fits.FILES["paper"].read() == b"%PDF-"
