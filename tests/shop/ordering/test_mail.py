"""What customers are told of an order stands or falls with the order; whether it can be delivered is another matter."""

import pytest
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from shop.outbox import actions as outbox
from shop.outbox.models import Message
from shop.refusals import Refusal
from tests.factories import BasketFactory, OrderFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_mail_server_that_is_down(settings):
    settings.EMAIL_BACKEND = "shop.outbox.backend.OutboxBackend"
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def order_and_tell(basket):
    with transaction.atomic():
        send_mail("Your order", "Thank you.", None, [basket.owner.email])
        return OrderFactory(basket=basket, user=basket.owner)


def test_an_order_stands_though_its_mail_can_not_go_out():
    loaf = ProductFactory(num_in_stock=2)
    order = order_and_tell(BasketFactory(lines=[(loaf, 1)]))
    message = Message.objects.get()
    assert not outbox.deliver(pk=message.pk, attempts=0, now=timezone.now())
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Message.Status.WAITING, 1)
    order.refresh_from_db()
    assert order.status == "Pending"
    assert order_and_tell(BasketFactory(lines=[(loaf, 1)])).number != order.number


def test_nobody_is_told_of_an_order_that_was_refused():
    loaf = ProductFactory(num_in_stock=1)
    basket = BasketFactory(lines=[(loaf, 1)])
    OrderFactory(lines=[(loaf, 1)])
    with pytest.raises(Refusal):
        order_and_tell(basket)
    assert not Message.objects.exists()
