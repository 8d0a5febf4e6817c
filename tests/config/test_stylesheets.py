"""Styles come in one round trip: what a sheet imports is written into it where the files are collected."""

import gzip

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from config.stylesheets import MAPS, OneRoundTrip, with_imports


def of_the_house():
    return {path: (storage, path) for finder in get_finders() for path, storage in finder.list(None)}


def sheets(**texts):
    storage = InMemoryStorage()
    for name, text in texts.items():
        storage.save(f"css/{name}.css", ContentFile(text))
    return {f"css/{name}.css": (storage, f"css/{name}.css") for name in texts}


@pytest.mark.parametrize("name", MAPS)
def test_a_sheet_asks_for_no_other_and_stays_small(name):
    whole = with_imports(name, of_the_house())
    assert "@import" not in whole
    assert "--paper:" in whole
    assert len(gzip.compress(whole.encode())) < 17_000


def test_a_part_keeps_its_layer_and_the_order_of_the_map():
    paths = sheets(
        app='@layer a, b;\n@import url("one.css") layer(b);\n@import url("two.css");\n', one="p { top: 0 }", two="q {}"
    )
    assert with_imports("css/app.css", paths) == "@layer a, b;\n@layer b {\np { top: 0 }}\nq {}\n"


def test_a_part_that_names_a_file_is_refused():
    paths = sheets(app='@import url("one.css");\n', one='p { background: url("one.png") }')
    with pytest.raises(ValueError, match="it may name no file"):
        with_imports("css/app.css", paths)


def test_what_is_collected_is_the_whole_sheet_even_when_only_a_part_has_changed(tmp_path):
    storage = OneRoundTrip(location=tmp_path)
    names = []
    for words in ("first", "second"):
        paths = sheets(app='@import url("one.css");\n', one=f".{words} {{ top: 0 }}")
        for name, (source, path) in paths.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(source.open(path).read())
        collected = {name: as_name for name, as_name, _ in storage.post_process(paths) if not name.endswith(".gz")}
        assert words in (tmp_path / collected["css/app.css"]).read_text()
        names.append(collected["css/app.css"])
    assert names[0] != names[1]
