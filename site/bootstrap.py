"""Make .venv from the hashed locks, and do nothing when it is there already.

    python3 site/bootstrap.py app | tools

Runs before anything is installed, on whatever Python is at hand: standard library only, old syntax only.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = {"app": ["app"], "tools": ["app", "tools"]}
NEEDED = (3, 11)


def main():
    wanted = sys.argv[1]
    with_right_python()
    if not is_whole():
        make_venv()
    for name in LOCKS[wanted]:
        install(name)


def with_right_python():
    """Go on with a Python that is new enough, if this machine has one."""
    if sys.version_info >= NEEDED:
        return
    for minor in (11, 12, 13, 14):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer] + sys.argv)
    stop(
        "CafeDjango needs Python 3.11 or newer; this is %d.%d. On Debian: apt install python3.11-venv"
        % sys.version_info[:2]
    )


def is_whole():
    """A venv that was begun and not finished has no pip, or no Python that starts."""
    try:
        return (
            subprocess.call([PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            == 0
        )
    except OSError:
        return False


def make_venv():
    if os.path.exists(VENV):
        say("The folder .venv is half-made: making it anew.")
        shutil.rmtree(VENV)
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        stop("This Python can't make virtual environments. On Debian: apt install python3-venv")
    import venv

    venv.create(VENV, with_pip=True, symlinks=True)


def install(name):
    lock = os.path.join(ROOT, "requirements", name + ".txt")
    with open(lock, "rb") as file:
        content = file.read()
    stamp = os.path.join(VENV, "installed-" + name)
    digest = hashlib.sha256(content).hexdigest()
    if os.path.exists(stamp) and open(stamp).read() == digest:
        return
    say("Installing %d packages from requirements/%s.txt (once; a minute or two) ..." % (content.count(b"=="), name))
    command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--disable-pip-version-check",
    ]
    done = subprocess.run(command + ["-r", lock], stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode:
        reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        stop("The packages can't be installed. pip says: %s" % (reasons or done.stderr.splitlines() or ["nothing"])[-1])
    with open(stamp, "w") as file:
        file.write(digest)


def say(text):
    print(text, flush=True)


def stop(reason):
    sys.stderr.write(reason + "\n")
    sys.exit(1)


if __name__ == "__main__":
    main()
