"""Looks through every column of every table, whatever it is for."""

from django.db import connection


def tables_with(*words: str) -> set[str]:
    """The tables in which one of the words stands anywhere."""
    return {table for table, columns in _tables() if _stands_in(table, columns, words)}


def everything() -> dict[str, list]:
    """All rows of all tables."""
    with connection.cursor() as cursor:
        found = {}
        for table, columns in _tables():
            names = ", ".join(_text(column) for column in columns)
            cursor.execute(f"SELECT {names} FROM {_quoted(table)}")
            found[table] = sorted(map(str, cursor.fetchall()))
        return found


def _tables() -> list[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            if "_fts" not in table:  # SQLite's search has its own tables, which only it can read
                cursor.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")
                found.append((table, [column[0] for column in cursor.description]))
        return found


def _stands_in(table: str, columns: list[str], words: tuple[str, ...]) -> bool:
    either = " OR ".join(f"LOWER({_text(column)}) LIKE %s" for column in columns for _ in words)
    wanted = [f"%{word.lower()}%" for _ in columns for word in words]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_quoted(table)} WHERE {either} LIMIT 1", wanted)
        return cursor.fetchone() is not None


def _text(column: str) -> str:
    return f"CAST({_quoted(column)} AS text)"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
