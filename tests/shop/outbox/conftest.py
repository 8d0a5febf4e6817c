"""A database in which these tests really commit, a mail server, and the tasks that were asked for meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.db import connection

from config.celery import app
from shop.outbox import tasks
from shop.outbox.models import Message
from tests.testbed.database import fresh_database, use
from tests.testbed.smtp import Sink, smtp_sink


@pytest.fixture(scope="package")
def outbox_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    tests_own = connection.settings_dict["NAME"]
    database = ExitStack()
    with django_db_blocker.unblock():
        name = database.enter_context(fresh_database("outbox"))
        use(tests_own)
    yield name
    with django_db_blocker.unblock():
        database.close()
        use(tests_own)


@pytest.fixture
def committed(outbox_database: str, django_db_blocker) -> Iterator[str]:
    tests_own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        use(outbox_database)
        try:
            yield outbox_database
        finally:
            Message.objects.all().delete()
            use(tests_own)


@pytest.fixture
def mail_goes_to(settings) -> Callable[[int], None]:
    def send_there(port: int) -> None:
        settings.EMAIL_BACKEND = "shop.outbox.backend.OutboxBackend"
        settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    return send_there


@pytest.fixture
def post_office(mail_goes_to) -> Iterator[Sink]:
    with smtp_sink() as sink:
        mail_goes_to(sink.port)
        yield sink


@pytest.fixture
def tasks_done() -> Iterator[Callable[[], int]]:
    """Does what was asked of the workers since the last time, as a worker would, and says how much that was."""

    known = {task.name: task for task in (tasks.deliver, tasks.sweep, tasks.tidy)}

    def do_all() -> int:
        done = 0
        with app.connection_for_read() as broker, broker.channel() as channel:
            queue = app.amqp.queues["celery"](channel)
            while message := queue.get(no_ack=True):
                args, kwargs, _ = message.payload
                known[message.headers["task"]](*args, **kwargs)
                done += 1
        return done

    app.control.purge()
    yield do_all
    app.control.purge()
