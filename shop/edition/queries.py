from typing import Any

from django.db import connection as default_connection

SUM = "SELECT SUM(number) FROM edition_change"
# What the types of Django leave out: whether the line was tried, and the driver's own.
connection: Any = default_connection


def edition() -> str:
    """The name of what visitors may be shown now. Ask for it before a page is made, not after.

    Every page asks, so it is one plain statement: building it anew took longer than answering it.
    """
    return str(first_asked() if is_first_asked() else asked())


def is_first_asked() -> bool:
    """On a line to PostgreSQL that was kept from an earlier request, and not used in this one yet."""
    is_kept = connection.connection is not None and not connection.in_atomic_block
    return is_kept and connection.vendor == "postgresql" and not connection.health_check_done


def first_asked() -> Any:
    """A stored page asks nothing else. So this is what finds a dead line, with nothing sent ahead to try it; and in one
    call, where a cursor gives Python's lock away four times over, and has to wait for it among the other threads."""
    connection.health_check_done = True
    answer = connection.connection.pgconn.exec_(SUM.encode())
    if not answer.ntuples:
        connection.close()
        return asked()
    return (answer.get_value(0, 0) or b"0").decode()


def asked() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(SUM)
        (total,) = cursor.fetchone()
    return total or 0
