"""The first question of a request goes out on a line to the database that may have died since the last one."""

from contextlib import closing

from django.db import connection

from shop.edition.actions import changed
from shop.edition.queries import edition


def test_a_line_that_died_between_two_requests_is_made_anew(site):
    before = edition()
    line = connection.connection
    hang_up(line)
    connection.close_if_unusable_or_obsolete()
    assert edition() == before
    assert (connection.connection is line) == (connection.vendor == "sqlite"), "a file has no line to die"


def test_the_quick_way_to_ask_hears_of_changes_and_is_no_other_answer(site):
    for _ in range(2):
        connection.close_if_unusable_or_obsolete()
        first = edition()
        assert first == edition()
        changed()
    assert edition() != first


def hang_up(line) -> None:
    if connection.vendor == "postgresql":
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [line.info.backend_pid])
