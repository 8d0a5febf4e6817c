"""Wagtail's engine on the database, blind to accents ("cafe" finds the café), and learning the words it indexes.

SQLite's index folds accents by itself. PostgreSQL's does so only with an extension that not every server has, so what
is indexed and what is asked are folded on the way, on both. Besides what Wagtail asks of it (the CMS searches pages and
pictures by it), it answers a visitor's whole search in one statement: Wagtail's own asks for the rank of each find in a
statement of its own inside SQLite's, which at 10,000 products is seconds.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:
    if connection.vendor == "postgresql":
        from shop.finding.engine.postgres import Backend
    else:
        from shop.finding.engine.sqlite import Backend
    return Backend(params)
