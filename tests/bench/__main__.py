"""python -m tests.bench [ROUNDS]: load a seeded site and a bare one in turns, and print ratios with their spread."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "home": "/",
    "a café": "/cafes/early-loaf/",
    "news": "/news/a-rye-loaf-that-keeps-for-a-week/",
    "listing": "/shop/",
    # With a question mark a page passes by the store, and is made anew.
    "home, made anew": "/?anew",
    "a café, made anew": "/cafes/early-loaf/?anew",
    "news, made anew": "/news/a-rye-loaf-that-keeps-for-a-week/?anew",
    "listing, made anew": "/shop/?anew",
    "search": "/search/?q=bread",
    "sign-in": "/accounts/login/",
}
SECONDS = 3
CLIENTS = 8
THREADS = "4"


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("The load comes from wrk. On Debian: apt install wrk")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as state:
        environment = os.environ | {
            "STATE_DIR": state,
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
            "LOG_LEVEL": "ERROR",
            "WEB_THREADS": THREADS,
        }
        for command in (["migrate", "--verbosity=0"], ["demo"]):
            subprocess.run([sys.executable, ROOT / "manage.py", *command], env=environment, check=True)
        with Server("config.wsgi", 8991, environment) as ours, Server("tests.bench.bare", 8992, environment) as bare:
            rates: dict[str, list[float]] = {name: [] for name in PAGES}
            for path in [*PAGES.values()] * 3:  # pictures are drawn by the first look
                ours.look(path)
            for _ in range(rounds):
                for name, path in PAGES.items():
                    rates[name].append(ours.load(path) / bare.load("/"))
    print(f"share of a bare view's rate, {rounds} rounds of {SECONDS} s with {CLIENTS} clients: median (least to most)")
    for name, shares in rates.items():
        print(f"  {name:<20} {statistics.median(shares):.4f}  ({min(shares):.4f} to {max(shares):.4f})")


class Server:
    def __init__(self, module: str, port: int, environment: dict[str, str]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        flags = ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
        if module == "tests.bench.bare":
            flags += ["--workers", "1", "--threads", THREADS, "--worker-class", "gthread", "--config", os.devnull]
        else:
            flags += ["--config", "python:config.gunicorn"]
        command = [sys.executable, "-m", "gunicorn", *flags, f"{module}:application"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)

    def __enter__(self) -> "Server":
        for _ in range(300):
            try:
                self.look("/")
            except urllib.error.URLError:
                time.sleep(0.1)
            else:
                return self
        raise TimeoutError(self.address)

    def __exit__(self, *failure: object) -> None:
        self.process.terminate()
        self.process.wait()

    def look(self, path: str) -> None:
        urllib.request.urlopen(self.address + path, timeout=20).read()

    def load(self, path: str) -> float:
        command = [
            "wrk",
            "--threads",
            "1",
            "--connections",
            str(CLIENTS),
            "--duration",
            f"{SECONDS}s",
            "--header",
            f"Cookie: csrftoken={'t' * 32}",
            self.address + path,
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said:
            raise AssertionError(f"{path} answers with errors:\n{said}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


if __name__ == "__main__":
    main()
