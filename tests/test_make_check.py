"""`make check` notices what it promises to notice. Each fault is planted in a copy of the house."""

import os
import shutil
import subprocess

import pytest

from config import ROOT

pytestmark = [pytest.mark.one_engine, pytest.mark.heavy]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of what git knows, with this checkout's packages."""
    copy = tmp_path_factory.mktemp("house") / "copy"
    files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, text=True)
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy


def make(house, target):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "PYTEST"))}
    done = subprocess.run(["make", target], cwd=house, env=environment, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def plant(house):
    planted = {}

    def plant(path, text):
        file = house / path
        planted[file] = file.read_text() if file.exists() else None
        file.write_text((planted[file] or "") + text)

    yield plant
    for file, former in planted.items():
        file.write_text(former) if former is not None else file.unlink()


FAULTS = {
    "an import from a room above": ("check-imports", "shop/cafes/queries.py", "\nimport shop.ordering.actions\n"),
    "an import of the house by the shop": ("check-imports", "shop/goods/queries.py", "\nimport home.models\n"),
    "a model without its migration": (
        "check-migrations",
        "blog/models.py",
        "\n\nclass Forgotten(models.Model):\n    word = models.CharField(max_length=3)\n",
    ),
    "a setting that nobody documented": (
        "check-settings",
        "site/config/settings/web.py",
        '\nNOBODY_KNOWS = env("NOBODY_KNOWS", default="")\n',
    ),
    "an untidy template": ("check-templates", "templates/base.html", "<div><p>\nuntidy</p></div>\n"),
    "a wrong type": ("check-types", "shop/ordering/numbers.py", "\nCOUNT: int = new_order_number()\n"),
    "untidy code": ("check-code", "shop/ordering/numbers.py", "\nunused = [ 1,2 ]\n"),
    "an unsafe production": ("check-deploy", "site/config/settings/production.py", "\nSESSION_COOKIE_SECURE = False\n"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_make_check_notices(fault, house, plant):
    target, path, text = FAULTS[fault]
    status, said = make(house, target)
    assert status == 0, f"{target} fails before anything is planted:\n{said}"
    plant(path, text)
    status, said = make(house, target)
    assert status != 0, f"{target} did not notice {fault}"


def test_make_check_runs_each_of_them():
    rules = (ROOT / "Makefile").read_text()
    check = next(line for line in rules.splitlines() if line.startswith("check:"))
    assert {target for target, *_ in FAULTS.values()} <= set(check.split())
