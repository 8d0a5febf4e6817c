"""Settings, addresses and entry points. Whoever imports this can import the house: the root joins the path."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for place in (ROOT / "site", ROOT):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))

from config.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
