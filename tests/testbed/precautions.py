"""What a served process can be made to leave out, so that a control shows what it is good for.

The file that LEFT_OUT names has a line for each; it is read again each time.
"""

import os
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection

FILE = "LEFT_OUT"
ROW_LOCKS = "whoever writes has waited for the row"
ONE_KEY = "a debit has one key, however often it is asked for"
ASKING_AGAIN = "what has changed since the page was drawn is asked about"
OUTBOX = "mail is written down, and sent later"


def lay() -> None:
    if FILE not in os.environ:
        return
    _leave_out_row_locks()
    _instead("shop.payments.gateways.bank", "say", ONE_KEY, under_a_new_key)
    _instead("shop.ordering.views.checkout", "differences", ASKING_AGAIN, no_difference)
    _instead("shop.outbox.actions", "promise_all", OUTBOX, at_once)


def is_left_out(precaution: str) -> bool:
    return precaution in Path(os.environ[FILE]).read_text().splitlines()


def _instead(module: str, name: str, precaution: str, does: Callable[..., Any]) -> None:
    """does: what is done in its place; it is given what is usually done first."""
    room: Any = import_module(module)
    usual = getattr(room, name)

    @wraps(usual)
    def either(*args: Any, **kwargs: Any) -> Any:
        return does(usual, *args, **kwargs) if is_left_out(precaution) else usual(*args, **kwargs)

    setattr(room, name, either)


def _leave_out_row_locks() -> None:
    """SQLite has no such locks: there, whoever will write begins as if they would only read."""
    from django.db.backends.postgresql.features import DatabaseFeatures
    from django.db.backends.sqlite3.base import DatabaseWrapper

    begin = DatabaseWrapper._start_transaction_under_autocommit

    def begin_either_way(connection: Any) -> None:
        if is_left_out(ROW_LOCKS):
            connection.cursor().execute("BEGIN")
        else:
            begin(connection)

    DatabaseFeatures.has_select_for_update = property(lambda features: not is_left_out(ROW_LOCKS))
    DatabaseWrapper._start_transaction_under_autocommit = begin_either_way


def under_a_new_key(say: Callable[..., Any], method: str, path: str, message: Any, **about: Any) -> Any:
    return say(method, path, message | {"key": str(uuid4())} if message and "key" in message else message, **about)


def no_difference(usual: Callable[..., Any], was: Any, now: Any) -> list[str]:
    return []


def at_once(promise_all: Callable[..., Any], *, promises: Any) -> Any:
    """By a mail server that is not there."""
    promises = list(promises)
    carrier = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=1)
    carrier.send_messages([EmailMessage(each.subject, "", to=[each.recipient]) for each in promises])
    return promise_all(promises=promises)
