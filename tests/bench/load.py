"""How many requests a second: by wrk where it is installed and the page is quick, else by a few threads of ours."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.bench.pages import Load
from tests.bench.serving import Server

CLIENTS = 8
# A slower page gets too few answers for wrk, which does not wait for those that are under way.
QUICK_ENOUGH = 0.25


def rate(server: Server, load: Load, *, seconds: float) -> float:
    first = server.look(load)
    if first < QUICK_ENOUGH and (wrk := shutil.which("wrk")):
        return by_wrk(wrk, server, load, seconds)
    return by_hand([partial(server.look, load)] * (CLIENTS if first < QUICK_ENOUGH else 2), seconds)


def by_wrk(wrk: str, server: Server, load: Load, seconds: float) -> float:
    headers = [part for name, value in load.headers.items() for part in ("--header", f"{name}: {value}")]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "post.lua"
        script.write_text(f'wrk.method = "{load.method}"\nwrk.body = "{load.body}"\n' if load.body else "")
        command = [wrk, "-t", "1", "-c", str(CLIENTS), "-d", f"{seconds}s", "-s", script, *headers]
        address = f"http://127.0.0.1:{server.port}{load.path}"
        said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise AssertionError(f"{load.server}: {load.path} answers with errors:\n{said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def by_hand(clients: Sequence[Callable[[], object]], seconds: float) -> float:
    """Whoever has asked waits for the answer, however long that takes."""
    begun = time.perf_counter()

    def again_and_again(ask: Callable[[], object]) -> int:
        asked = 0
        while not asked or time.perf_counter() - begun < seconds:
            ask()
            asked += 1
        return asked

    with ThreadPoolExecutor(len(clients)) as people:
        asked = sum(people.map(again_and_again, clients))
    return asked / (time.perf_counter() - begun)
