"""Stripe, as far as the tests know it, on a real port; and a database that keeps what each test writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from shop.payments.actions.opening import Started, open_payment, start
from shop.payments.domain import Portion
from shop.payments.models import Payment
from tests.fake_stripe.server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe, fake_stripe
from tests.testbed.bank import an_order
from tests.testbed.database import fresh_database
from tests.testbed.house import no_log


def settings_for(fake: FakeStripe) -> dict[str, str]:
    return {
        "STRIPE_API_BASE": fake.address,
        "STRIPE_SECRET_KEY": SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }


@contextmanager
def open_stripe() -> Iterator[FakeStripe]:
    """Nobody is told of events: who wants one told says so."""
    with fresh_database("stripe"), no_log(), fake_stripe() as fake, override_settings(**settings_for(fake)):
        yield fake


@pytest.fixture(scope="module")
def open_till(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), open_stripe() as fake:
        yield fake


@pytest.fixture
def stripe(open_till, django_db_blocker):
    """In good order at the end of each test."""
    with django_db_blocker.unblock():
        open_till.books.events.clear()
        yield open_till
        open_till.outages.mend()
        open_till.books.later = 0


def card_payment(*amounts: str, now: datetime | None = None, **about: object) -> Payment:
    """Of an order for each amount; not begun."""
    portions = []
    for amount in amounts or ("12.50",):
        order = an_order()
        portions.append(Portion(order.pk, order.number, Decimal(amount)))
    return open_payment(
        checkout=uuid4().hex,
        portions=portions,
        currency="GBP",
        by_way_of="card",
        account=None,
        now=now or timezone.now(),
        **about,
    )


def begin_by_card(payment: Payment) -> Started:
    return start(payment=payment, return_url=f"{settings.SITE_URL}/back/{payment.token}/", now=timezone.now())


def begun_by_card(*amounts: str, **about: object) -> Payment:
    """The payer is at Stripe's page."""
    started = begin_by_card(card_payment(*amounts, **about))
    assert started.page
    return started.payment
