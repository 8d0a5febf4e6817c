"""A database for each shop, on one PostgreSQL server; both are dropped in the end."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.testbed import postgres


def two(folder: Path) -> tuple[AbstractContextManager[str], AbstractContextManager[str]]:
    server = postgres.address(folder)
    return database(server, "cafedjango_bench_ours"), database(server, "cafedjango_bench_stock")


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    drop, create = (
        sql.SQL(words).format(sql.Identifier(name))
        for words in ("DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {}")
    )
    run(server, drop, create)
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        run(server, drop)


def run(server: str, *statements: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
