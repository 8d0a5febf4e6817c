"""What is installed is locked by hash and comes from whatever index the machine uses."""

import re
import subprocess
import tomllib

import pytest

from config import ROOT

pytestmark = pytest.mark.one_engine

LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in ("app", "tools")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def name_of(requirement):
    return re.match(r"[\w-]+", requirement)[0].lower()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_locked_package_has_a_version_and_a_hash(lock):
    for requirement in re.split(r"\n(?=\w)", lock.read_text().strip()):
        assert re.match(r"[\w.-]+(\[\w+\])?==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_everything_that_we_depend_on_is_locked():
    app, tools = ({name_of(line) for line in lock.read_text().splitlines() if line[0] not in " #"} for lock in LOCKS)
    assert {name_of(requirement) for requirement in PROJECT["project"]["dependencies"]} <= app
    assert {name_of(requirement) for requirement in PROJECT["dependency-groups"]["tools"]} <= app | tools


def test_both_locks_agree():
    pins = [dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(), re.M)) for lock in LOCKS]
    assert {name for name in pins[0].keys() & pins[1].keys() if pins[0][name] != pins[1][name]} == set()


def test_no_committed_file_names_a_package_index():
    hosts = ["\\.".join(host) for host in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "(org|com)"))]
    found = subprocess.run(
        [
            "git",
            "grep",
            "-nIE",
            "|".join([*hosts, r"--(extra-)?index-url [^\\]", "--find-links [^\\]"]),
            "--",
            ":!tests/test_locks.py",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.stdout == ""
