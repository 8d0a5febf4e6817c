"""A small house whose visitors' pages are stored, and people who look at it."""

import re

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.edition.page import Page


def look(path: str = "/shop/", client: Client | None = None, **headers: str):
    as_if_committed()
    return (client or Client()).get(path, headers=headers)


def as_if_committed() -> None:
    """A test's own transaction never ends; whoever looks finds what it wrote, and what follows is a new one."""
    connection.run_on_commit.clear()


def text(path: str = "/shop/", client: Client | None = None) -> str:
    return look(path, client).content.decode()


def statements(path: str, client: Client | None = None) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        look(path, client)
    return [query["sql"] for query in asked.captured_queries]


def token(answer) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]


def stored() -> list:
    store = caches["pages"]
    return [store.get(key.split(":", 2)[2]) for key in list(store._cache)]


def stored_pages() -> list[Page]:
    return [each for each in stored() if isinstance(each, Page)]
