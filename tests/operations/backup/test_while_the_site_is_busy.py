"""A backup shows one moment, however many are writing meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from operations.backup.manifest import tally


@pytest.fixture
def books(house):
    """Two tables that every transaction keeps equal."""
    with connection.cursor() as cursor:
        for book in ("debits", "credits"):
            cursor.execute(f"CREATE TABLE {book} (entry integer, writer integer)")
    return house


@contextmanager
def writers(number: int) -> Iterator[None]:
    done = Event()

    def write(writer: int) -> int:
        try:
            for entry in count():
                if done.is_set():
                    return entry
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("INSERT INTO debits VALUES (%s, %s)", [entry, writer])
                    cursor.execute("INSERT INTO credits VALUES (%s, %s)", [entry, writer])
                sleep(0.001)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        work = [pool.submit(write, writer) for writer in range(number)]
        try:
            yield
        finally:
            done.set()
        assert all(writing.result() > 0 for writing in work)


def entries(house, book: str) -> int:
    return house.query(f"SELECT count(*) FROM {book}")[0][0]


def test_a_backup_under_writers_holds_whole_transactions_and_passes_its_own_checks(books):
    with writers(4):
        sleep(0.2)
        before = entries(books, "debits")
        backup = books.back_up()
        after = entries(books, "debits")
    assert "all as they were" in books.restore(backup, yes=True)
    restored = entries(books, "debits")
    assert before <= restored <= after
    assert before < after
    assert entries(books, "credits") == restored
    assert books.query("SELECT * FROM debits ORDER BY 2, 1") == books.query("SELECT * FROM credits ORDER BY 2, 1")


def test_control_one_table_read_after_the_other_does_not_agree(books):
    """What a backup without a snapshot would hold."""

    def read(book: str):
        return tally(repr(row).encode() for row in books.query(f"SELECT * FROM {book}"))

    with writers(4):
        for _ in range(50):
            first = read("debits")
            sleep(0.01)
            if read("credits") != first:
                return
    pytest.fail("Nobody wrote between two reads: the test above proves nothing.")
