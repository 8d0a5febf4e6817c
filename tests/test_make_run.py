"""What can be wrong with a newcomer's machine is said in one line."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from config import ROOT

pytestmark = pytest.mark.one_engine


def run(*command, cwd=ROOT, **environment):
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "DATABASE", "TEST_"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=100,
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def serve(state, port):
    return run(sys.executable, "manage.py", "serve", "--port", port, STATE_DIR=str(state))


@pytest.fixture
def empty_house(tmp_path):
    """A checkout that depends on nothing."""
    (tmp_path / "site").mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "app.txt").touch()
    shutil.copy(ROOT / "site" / "bootstrap.py", tmp_path / "site")
    return tmp_path


def test_a_busy_port_is_named_with_a_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, _, error = serve(tmp_path, port)
    assert status == 1
    assert error == f"CommandError: Port {port} is busy. Choose another one: make run PORT={port + 1}"


def test_a_number_that_is_no_port_is_refused(tmp_path):
    status, _, error = serve(tmp_path, 99999)
    assert status == 1
    assert error == "CommandError: 99999 is not a port: choose one between 1024 and 65535."


def test_a_broken_database_file_is_named_with_a_way_out(tmp_path):
    (tmp_path / "db.sqlite3").write_bytes(b"not a database at all" * 100)
    status, _, error = serve(tmp_path, 0)
    assert status == 1
    assert len(error.splitlines()) == 1
    assert "db.sqlite3 can't be used" in error
    assert "make demo-reset" in error


def test_an_old_python_is_told_what_to_install(empty_house):
    old = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['bootstrap.py', 'app']; "
    status, _, error = run(
        sys.executable, "-c", old + "runpy.run_path('site/bootstrap.py', run_name='__main__')", cwd=empty_house, PATH=""
    )
    assert status == 1
    assert error == "CafeDjango needs Python 3.11 or newer; this is 3.9. On Debian: apt install python3.11-venv"


@pytest.mark.heavy
def test_a_half_made_venv_is_made_anew(empty_house):
    (empty_house / ".venv" / "bin").mkdir(parents=True)
    status, said, error = run(sys.executable, "site/bootstrap.py", "app", cwd=empty_house)
    assert (status, error) == (0, "")
    assert "half-made" in said
    assert run(empty_house / ".venv/bin/python", "-c", "import pip")[0] == 0


@pytest.mark.heavy
def test_a_venv_that_is_there_is_left_alone(empty_house):
    run(sys.executable, "site/bootstrap.py", "app", cwd=empty_house)
    assert run(sys.executable, "site/bootstrap.py", "app", cwd=empty_house) == (0, "", "")


@pytest.mark.heavy
def test_packages_that_cannot_be_installed_are_said_in_one_line(empty_house):
    lock = empty_house / "requirements" / "app.txt"
    lock.write_text("surely-no-such-package-exists==1.0 --hash=sha256:" + "0" * 64 + "\n")
    status, _, error = run(sys.executable, "site/bootstrap.py", "app", cwd=empty_house, PIP_NO_INDEX="1")
    assert status == 1
    assert len(error.splitlines()) == 1
    assert "surely-no-such-package-exists" in error
