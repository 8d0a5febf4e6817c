"""Orders are moved, or change hands, while others are placed or paid. Beside each a control that locks the other way.

Who places or pays is held up between its two locks, so that the other comes in between each time.
"""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from shop.desk import actions, moving
from shop.payments.models import Payment
from shop.rounds.actions.holding import lock_rounds
from shop.rounds.actions.making import make_rounds
from shop.rounds.models import Round
from shop.stock.actions import lock_records_of
from tests.factories import CafeFactory, OrderFactory, ProductFactory, RouteFactory, TradeAccountFactory
from tests.testbed.database import fresh_database
from tests.testbed.race import race

Order = get_model("order", "Order")
LONG_ENOUGH = 0.6


@pytest.fixture
def kept(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), fresh_database("lock_order"):
        yield


@pytest.fixture
def van(kept) -> list[Round]:
    cafe = CafeFactory()
    RouteFactory(cafe=cafe)
    now = timezone.now()
    make_rounds(now=now)
    return list(Round.objects.filter(cutoff_at__gt=now).order_by("leaves_at")[:2])


def both(first: Callable[[], Any], second: Callable[[], Any], then: Callable[[], Any]) -> list[bool]:
    """In one transaction the first and then the second; meanwhile the other. Which of the two came through."""
    begun = Event()

    def in_two_steps() -> None:
        first()
        begun.set()
        sleep(LONG_ENOUGH)
        second()

    def meanwhile() -> None:
        begun.wait(timeout=10)
        then()

    return race([partial(came_through, in_two_steps), partial(came_through, meanwhile)])


def came_through(does: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            does()
    except DatabaseError:
        return False
    finally:
        connection.close()
    return True


def stock_before_rounds(order: Any, round: Round) -> None:
    lock_records_of(product=order.lines.get().product)
    make_rounds(now=timezone.now(), cafes=[round.cafe])


@pytest.mark.parametrize("is_control", [False, True])
def test_an_order_is_cancelled_out_of_one_round_while_somebody_orders_for_the_next(van, is_control):
    source, other = van
    loaf = ProductFactory(cafe=source.cafe, num_in_stock=10)
    order = OrderFactory(round=source, status="Received", lines=[(loaf, 2)])
    if is_control:
        then = partial(stock_before_rounds, order, source)
    else:
        how = {"reason": "No driver", "close": False, "by": None, "now": timezone.now()}
        then = partial(moving.move, round=source, to={}, cancel=[order.pk], **how)
    came = both(
        partial(lock_rounds, pks=[other.pk]),
        partial(lock_records_of, product=loaf),
        then,
    )
    if is_control:
        assert all(came) == (connection.vendor != "postgresql")
    else:
        assert all(came)
        assert Order.objects.get(pk=order.pk).status == "Cancelled"


def orders_before_payments(account: Any, into: Any) -> None:
    for model in (Order, Payment):
        model.objects.filter(account=account).update(account=into)


def locked(model: Any) -> None:
    list(model.objects.select_for_update(of=("self",)).values_list("pk"))


@pytest.mark.parametrize("is_control", [False, True])
def test_an_account_is_merged_while_its_buyer_leaves_a_payment(kept, is_control):
    cafe = CafeFactory()
    twin, into = TradeAccountFactory(cafe=cafe), TradeAccountFactory(cafe=cafe)
    order = OrderFactory(account=twin)
    about = {"gateway": "account", "amount": 5, "currency": "GBP", "expires_at": timezone.now()}
    Payment.objects.create(checkout="basket 1", account=twin, **about)
    if is_control:
        then = partial(orders_before_payments, twin, into)
    else:
        about = {"reason": "One company", "by": None, "now": timezone.now()}
        then = partial(actions.merge, duplicate=twin, into=into, **about)
    came = both(partial(locked, Payment), partial(locked, Order), then)
    if is_control:
        assert all(came) == (connection.vendor != "postgresql")
    else:
        assert all(came)
        assert Order.objects.get(pk=order.pk).account_id == into.pk
