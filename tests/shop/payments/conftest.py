from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from shop.payments.actions.opening import open_payment, start
from shop.payments.domain import Portion
from tests.testbed.bank import Bank, an_order, open_bank


@pytest.fixture(scope="module")
def open_books(django_db_setup, django_db_blocker) -> Iterator[Bank]:
    with django_db_blocker.unblock(), open_bank() as bank:
        yield bank


@pytest.fixture
def bank(open_books, django_db_blocker) -> Iterator[Bank]:
    """The bank over the line, and a database that keeps what each test writes."""
    with django_db_blocker.unblock():
        yield open_books


@pytest.fixture
def wish():
    """A payment by bank of one order, or of as many as there are amounts; not begun."""

    def open_one(*amounts: str, checkout: str = ""):
        orders = [an_order() for _ in amounts or ("12.50",)]
        return open_payment(
            checkout=checkout or uuid4().hex,
            portions=[
                Portion(order.pk, order.number, Decimal(amount))
                for order, amount in zip(orders, amounts or ("12.50",), strict=True)
            ],
            currency="GBP",
            by_way_of="bank",
            account=None,
            now=timezone.now(),
        )

    return open_one


@pytest.fixture
def begun(bank, wish):
    """The payer is at the bank's page."""

    def begin(*amounts: str):
        payment = wish(*amounts)
        assert begin_at_bank(payment).page
        return payment

    return begin


def begin_at_bank(payment):
    return start(payment=payment, return_url=f"{settings.SITE_URL}/back/{payment.token}/", now=timezone.now())
