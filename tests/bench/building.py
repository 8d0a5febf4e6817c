"""Stock Oscar in a virtual environment of its own, with the versions that our own lock names."""

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What Oscar's own example shop adds: its search engine, its thumbnails, a driver, a server.
WANTED = ("django-oscar[sorl-thumbnail]", "whoosh<2.8", "psycopg[binary]", "gunicorn")


def stock_oscar(folder: Path) -> Path:
    """Its Python. Built once; anew when the lock changes."""
    versions = "\n".join(re.findall(r"^[\w.-]+==[\w.]+", (ROOT / "requirements" / "app.txt").read_text(), re.MULTILINE))
    home = folder / f"oscar-{hashlib.sha256(f'{WANTED}{versions}'.encode()).hexdigest()[:12]}"
    python = home / "bin" / "python"
    if (home / "whole").exists():
        return python
    print("Building a stock Oscar shop beside ours (once) ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(home, with_pip=True, symlinks=True)
    (home / "versions.txt").write_text(versions)
    command = [python, "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "--constraint", home / "versions.txt", *WANTED], check=True)
    (home / "whole").touch()
    return python
