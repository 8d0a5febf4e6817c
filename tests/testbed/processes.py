"""Programs of their own, started and ended with all that they started."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from config import ROOT

STOPS_WITHIN = 40


def eventually(is_so: Callable[[], object], *, within: float, what: str, log: Path | None = None) -> None:
    until = time.monotonic() + within
    while not is_so():
        if time.monotonic() > until:
            said = f"\n{log.read_text(errors='replace')[-4000:]}" if log else ""
            raise AssertionError(f"Not within {within} s: {what}{said}")
        time.sleep(0.05)


@contextmanager
def program(
    command: Sequence[str], *, log: Path, env: Mapping[str, str], goodbye: int = 15
) -> Iterator[subprocess.Popen]:
    """Leads a process group of its own; whatever is left of the group when the block ends is killed."""
    with log.open("ab") as written:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | env,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        signal_group(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPS_WITHIN)
        signal_group(process, signal.SIGKILL)
        process.wait()


def signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def group_members(process: subprocess.Popen) -> list[int]:
    """Who is left of the group that this process led, apart from those that only wait to be buried."""
    members = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, group = (entry / "stat").read_text().rsplit(") ", 1)[1].split()[:3]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(group) == process.pid and state != "Z":
                members.append(int(entry.name))
    return members
