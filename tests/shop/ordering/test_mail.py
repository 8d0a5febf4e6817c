"""What customers are told of an order stands or falls with the order; whether it can be delivered is another matter.
Over real HTTP, with a mail server that refuses or is not there, and the worker's own code."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.models import OrderLetter
from shop.outbox import actions as outbox
from shop.outbox.models import Message
from shop.outbox.queries import due
from tests.factories import ProductFactory
from tests.shop.ordering.shoppers import Shopper, landed_on, member, open_cafe
from tests.testbed.ports import free_port
from tests.testbed.precautions import OUTBOX
from tests.testbed.race import race
from tests.testbed.smtp import Sink, smtp_sink

Order = get_model("order", "Order")
WORKERS = 2
LATER = timedelta(minutes=2)


@pytest.fixture
def loaf(site):
    """Whatever else waits in this database is none of ours."""
    Message.objects.all().delete()
    return ProductFactory(cafe=open_cafe(), num_in_stock=50)


@pytest.fixture
def port(settings) -> int:
    """Of a mail server, on which nobody listens yet."""
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return settings.EMAIL_PORT


@contextmanager
def nobody_there(port: int) -> Iterator[None]:
    yield


@contextmanager
def one_that_refuses(port: int) -> Iterator[None]:
    with smtp_sink(port) as sink:
        sink.refusal = "451 try later"
        yield
        assert sink.messages == []


def workers_come_by(*, later: timedelta = timedelta(0)) -> None:
    """Two at the same instant, each after all that is due."""
    now = timezone.now() + later

    def work() -> None:
        try:
            for pk, attempts in due(now=now).values_list("pk", "attempts"):
                outbox.deliver(pk=pk, attempts=attempts, now=now)
        finally:
            connection.close()

    race([work] * WORKERS)


def arrived(sink: Sink) -> list[tuple[str, str]]:
    return sorted((message["To"], message["Subject"]) for message in sink.messages)


@pytest.mark.parametrize("mail_server", [nobody_there, one_that_refuses], ids=["absent", "refusing"])
def test_an_order_stands_though_its_mail_can_not_go_out_and_all_are_told_once_when_it_can(
    site, loaf, port, mail_server
):
    numbers = []
    with mail_server(port):
        for _ in range(2):
            buyer = member((loaf, 1))
            shopper = Shopper.ready(site, buyer)
            shopper.place()
            assert shopper.is_thanked
            order = Order.objects.get(user=buyer.user)
            assert (order.number in shopper.reads(), order.status) == (True, "Received")
            numbers.append(order.number)
            workers_come_by()
    told = OrderLetter.objects.filter(order__number__in=numbers)
    assert told.count() == 2 * len(numbers), "each customer, and the café"
    letters = Message.objects.filter(pk__in=told.values("message"))
    assert {(each.status, each.attempts, bool(each.last_error)) for each in letters} == {("waiting", 1, True)}
    with smtp_sink(port) as sink:
        workers_come_by()
        assert sink.messages == [], "It is too early to try again."
        for _ in range(3):
            workers_come_by(later=LATER)
        assert arrived(sink) == sorted((each.recipient, each.subject) for each in told)
    assert {each.status for each in letters.all()} == {"sent"}


def test_nobody_is_told_of_an_order_that_was_refused(site, loaf):
    shopper = Shopper.ready(site, member((loaf, 1)))
    loaf.stockrecords.update(num_in_stock=0)
    assert not landed_on(shopper.click())
    assert not Message.objects.exists()


def test_control_a_letter_that_is_sent_at_once_and_can_not_go_out_costs_the_order(careless):
    with careless(OUTBOX) as site:
        buyer = member((ProductFactory(cafe=open_cafe(), num_in_stock=50), 1))
        assert Shopper.ready(site, buyer).click().status == 500
        assert not Order.objects.filter(user=buyer.user).exists()
