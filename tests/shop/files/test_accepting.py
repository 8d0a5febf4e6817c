"""What a customer may send us, and what becomes of it; everything else is refused in words."""

import subprocess
import sys
from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from config import ROOT
from shop.files.actions import accept
from shop.files.domain import JPEG, LARGEST, LONGEST_NAME, NotKept, clean_name, kind_of
from shop.files.forms import UploadField
from tests.shop.files import hostile

pytestmark = pytest.mark.one_engine


def sent(data, name="file", claimed="application/octet-stream"):
    return SimpleUploadedFile(name, data, content_type=claimed)


def refusal(data, name="menu.pdf", claimed="application/pdf"):
    with pytest.raises(NotKept) as refused:
        accept(sent(data, name, claimed))
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "content_type", "name"),
    [
        (hostile.PDF, "application/pdf", "licence.pdf"),
        (hostile.picture("JPEG"), "image/jpeg", "licence.jpg"),
        (hostile.picture("PNG"), "image/png", "licence.png"),
        (hostile.picture("WEBP"), "image/webp", "licence.webp"),
        ("Crème brûlée – 🥐\n".encode(), "text/plain", "licence.txt"),
    ],
)
def test_a_file_is_what_its_content_says_whatever_it_is_called(data, content_type, name):
    document = accept(sent(data, "licence", "text/html"))
    assert (document.content_type, document.name) == (content_type, name)


def test_a_pdf_and_a_text_are_kept_byte_by_byte():
    assert accept(sent(hostile.PDF)).data == hostile.PDF
    assert accept(sent(b"a,b\r\n1,2\r\n", "list.CSV")).data == b"a,b\r\n1,2\r\n"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "1", "P", "I;16"])
def test_a_picture_of_any_colours_is_drawn_anew(mode):
    redrawn = accept(sent(hostile.picture("PNG", mode=mode)))
    assert Image.open(BytesIO(redrawn.data)).size == (40, 20)


def test_a_picture_for_print_becomes_one_for_the_screen():
    assert Image.open(BytesIO(accept(sent(hostile.picture("JPEG", mode="CMYK"))).data)).mode == "RGB"


def test_a_photograph_no_longer_says_where_or_with_what_it_was_taken_and_stands_upright():
    photograph = hostile.taken_at_home()
    assert Image.open(BytesIO(photograph)).getexif()
    redrawn = accept(sent(photograph, "home.jpeg"))
    again = Image.open(BytesIO(redrawn.data))
    assert not again.getexif()
    assert not {"exif", "comment"} & set(again.info)
    assert b"Secret" not in redrawn.data
    assert again.size == (20, 40)


def test_words_hidden_in_a_picture_or_behind_it_do_not_survive():
    assert b"script" not in accept(sent(hostile.with_words_in_it(), "a.png")).data
    assert b"script" not in accept(sent(hostile.picture("JPEG") + hostile.HTML, "a.jpg")).data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7\n" + b"a" * LARGEST + b"%%EOF", "larger than 10 MB"),
        (hostile.SVG, "a drawing in SVG"),
        (b"\xef\xbb\xbf  " + hostile.SVG, "a drawing in SVG"),
        (hostile.HTML, "a web page"),
        (b"<a>" + b" " * 5000 + b"<html>", "a web page"),
        (hostile.SCRIPT_IN_A_GIF, "This is a GIF."),
        (hostile.zip_bomb(), "Word, Excel or ZIP"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Word or Excel"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "HEIC"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"MZ\x90\0", "a program"),
        (b"<html>" + hostile.PDF, "a web page"),
        (b"PK\x03\x04" + hostile.PDF, "Word, Excel or ZIP"),
        (hostile.PDF + hostile.zip_bomb(), "not whole"),
        (hostile.PDF + hostile.zip_bomb() + b"%%EOF", "a second file inside"),
        (b"%PDF-1.7\n<html><script>1</script>" + hostile.PDF, "a second file inside"),
        (b"%PDF-1.7\n and no end", "its end is missing"),
        (b"plain\0text", "don't know this kind"),
        ("Crème".encode("utf-16"), "don't know this kind"),
        ("Crème".encode("latin-1"), "don't know this kind"),
        (b"\x89PNG\r\n\x1a\n" + b"no picture", "damaged"),
        (b"\xff\xd8\xff" + hostile.HTML, "damaged"),
        (hostile.picture("PNG")[:-30], "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_kept_is_refused_in_words(data, words):
    assert words in refusal(data)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn():
    small_file = hostile.flat_png(13_000)
    assert len(small_file) < LARGEST
    assert "13000 × 13000" in refusal(small_file)


@pytest.mark.parametrize("bomb", ["flat_png(13_000)", "flat_png(5_000)", "text_chunk_bomb()", "zip_bomb()"])
def test_no_upload_takes_300_mb(bomb, tmp_path):
    """Measured in a process of its own; the one that may just be drawn is drawn."""
    file = tmp_path / "bomb"
    file.write_bytes(eval(f"hostile.{bomb}", {"hostile": hostile}))
    script = (
        "import sys; from pathlib import Path; from shop.files import domain, pictures\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "try: kind = domain.kind_of(data); print(kind, len(pictures.redraw(data, kind)))\n"
        "except domain.NotKept as refusal: print(refusal)\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", script, file], cwd=ROOT, capture_output=True, text=True, check=True)
    told, kilobytes = done.stdout.splitlines()
    assert told.startswith("image/png") == (bomb == "flat_png(5_000)"), told
    assert int(kilobytes) < 300_000


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("C:\\Users\\ada\\menu.pdf", "menu.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("menu.PDF", "menu.PDF"),
        ("menu.html", "menu.html.pdf"),
        ("gpj.\u202eexe.pdf", "gpj. exe.pdf"),
        ("a\r\nSet-Cookie: b=c.pdf", "a Set-Cookie: b=c.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 10_000 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("Übersicht 🥐 مقهى.pdf", "Übersicht 🥐 مقهى.pdf"),
    ],
)
def test_a_files_name_is_kept_as_its_sender_wrote_it_but_leads_nowhere(raw, clean):
    assert clean_name(raw, "application/pdf") == clean


@given(raw=st.text(max_size=200))
def test_whatever_a_file_is_called_its_name_is_one_short_line_with_a_true_ending(raw):
    name = clean_name(raw, JPEG)
    assert len(name) <= LONGEST_NAME
    assert len(name.splitlines()) == 1
    assert "/" not in name
    assert "\\" not in name
    assert name.lower().endswith((".jpg", ".jpeg"))
    assert clean_name(name, JPEG) == name


@given(data=st.binary(max_size=200))
def test_whatever_is_sent_is_known_or_refused(data):
    try:
        assert "/" in kind_of(data)
    except NotKept as refused:
        assert str(refused).endswith(".")


class Letter(forms.Form):
    words = forms.CharField()
    paper = UploadField(required=False)


def test_a_refused_file_is_told_beside_its_field_and_nothing_typed_is_lost():
    form = Letter({"words": "Dear café"}, {"paper": sent(hostile.SVG, "logo.png", "image/png")})
    assert not form.is_valid()
    assert list(form.errors) == ["paper"]
    assert "SVG" in form.errors["paper"][0]
    assert form["words"].value() == "Dear café"


def test_a_form_hands_on_what_it_accepted_and_does_without_a_file():
    form = Letter({"words": "Dear café"}, {"paper": sent(hostile.PDF, "a.pdf")})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["paper"].data == hostile.PDF
    without = Letter({"words": "Dear café"})
    assert without.is_valid()
    assert without.cleaned_data["paper"] is None


def test_an_empty_file_is_refused_in_our_words():
    form = Letter({"words": "x"}, {"paper": sent(b"")})
    assert form.errors["paper"] == ["This file is empty."]
