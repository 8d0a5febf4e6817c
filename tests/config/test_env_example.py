"""A setting that nobody can find out about does not exist; one that is documented and does nothing is a lie."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT

pytestmark = pytest.mark.one_engine

PLACES = ("manage.py", "site", "home", "blog", "shop", "oscar_forks", "docker")
READERS = {"bool", "db", "dict", "email_url", "float", "int", "json", "list", "path", "str", "url"}
# Where Python and gunicorn look by themselves, or what one process of ours tells another.
NOT_SETTINGS = {"PATH", "PYTHONPATH", "DJANGO_SETTINGS_MODULE"}


def variables_read(source: str) -> set[str]:
    """The names in env("X"), env.int("X"), os.environ["X"], os.environ.get("X"), os.getenv("X")."""
    return {name for node in ast.walk(ast.parse(source)) for name in read_by(node)} - NOT_SETTINGS


def read_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="env" | "getenv"), args=[ast.Constant(value=str(name)), *_]):
            yield name
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="env"), attr=reader), args=[ast.Constant(value=str(name)), *_]
        ):
            if reader in READERS:
                yield name
        case ast.Call(func=ast.Attribute(attr="getenv"), args=[ast.Constant(value=str(name)), *_]):
            yield name
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(attr="environ") | ast.Name(id="environ"), attr="get" | "pop"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield name
        case ast.Subscript(
            value=ast.Attribute(attr="environ") | ast.Name(id="environ"),
            slice=ast.Constant(value=str(name)),
            ctx=ast.Load(),
        ):
            yield name


def sources() -> Iterator[Path]:
    for place in PLACES:
        path = ROOT / place
        yield from path.rglob("*.py") if path.is_dir() else [path]


def all_variables_read() -> set[str]:
    in_containers = set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker" / "compose.yaml").read_text()))
    return {name for file in sources() for name in variables_read(file.read_text())} | in_containers


def documented() -> list[str]:
    return re.findall(r"^([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def variables_documented() -> set[str]:
    return set(documented())


def test_no_variable_is_documented_twice():
    assert len(documented()) == len(variables_documented())


def test_every_variable_that_the_site_reads_is_documented():
    assert all_variables_read() - variables_documented() == set()


def test_every_documented_variable_is_read():
    assert variables_documented() - all_variables_read() == set()


def test_every_variable_says_what_it_changes():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[A-Z]", line):
            paragraph = number
            while lines[paragraph] and not lines[paragraph].startswith("#"):
                paragraph -= 1
            assert lines[paragraph].startswith("# "), f"{line} has no word above it"


@pytest.mark.parametrize(
    "line",
    [
        'env("PLANTED", default="")',
        'env.bool("PLANTED", default=False)',
        'env.email_url("PLANTED")',
        'os.environ["PLANTED"]',
        'os.environ.get("PLANTED")',
        'os.getenv("PLANTED", "x")',
        'x = {"a": [env.list("PLANTED")]}',
    ],
)
def test_a_variable_is_found_however_it_is_read(line):
    assert variables_read(line) == {"PLANTED"}


@pytest.mark.parametrize("line", ['os.environ["PLANTED"] = "1"', 'os.environ.setdefault("PLANTED", "1")'])
def test_what_is_only_handed_on_to_another_process_is_no_setting(line):
    assert variables_read(line) == set()
