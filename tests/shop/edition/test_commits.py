"""When a change counts, with transactions that really end."""

from threading import Event, Thread

from django.core.management import call_command
from django.db import connection, transaction

from shop.edition.actions import changed
from shop.edition.queries import edition


def test_a_change_counts_from_its_commit_even_where_a_later_one_was_committed_first(site):
    """What the highest number of a row, or the time of a write, would miss. SQLite's writers wait for each other."""
    written, may_commit = Event(), Event()

    def slowly():
        with transaction.atomic():
            changed()
            written.set()
            may_commit.wait(10)
        connection.close()

    thread = Thread(target=slowly)
    thread.start()
    assert written.wait(10)
    if connection.vendor == "postgresql":
        changed()
    meanwhile = edition()
    may_commit.set()
    thread.join()
    assert edition() != meanwhile


def test_a_new_edition_begins_when_the_database_is_migrated(site):
    before = edition()
    call_command("migrate", verbosity=0)
    assert edition() != before
