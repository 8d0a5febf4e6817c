"""What the bank tells the running site by itself: rightly signed it has one effect, however often and in whatever
order; else nothing is written."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from random import Random

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.events import signature
from sandbox.models import Debit
from sandbox.money import pay
from sandbox.story import open_accounts
from shop.ordering.models import OrderLetter
from shop.outbox.models import Message
from shop.payments.actions.opening import open_payment
from shop.payments.domain import Portion
from shop.payments.models import Payment, Transfer
from tests.shop.payments.conftest import begin_at_bank
from tests.shop.payments.test_events import WRONG, rightly
from tests.testbed.bank import HARTLEYS, SECRETS, an_order
from tests.testbed.precautions import ROW_LOCKS
from tests.testbed.race import race
from tests.testbed.server import Served

AT_ONCE = 16
STATES = ["done", "declined", "waiting", "expired"]
OrderStatusChange = get_model("order", "OrderStatusChange")


@contextmanager
def its_bank(site: Served) -> Iterator[Served]:
    """By which this process begins to pay. What it does there itself, the site is told of by nobody."""
    open_accounts(timezone.now())
    with override_settings(
        SITE_URL=site.address,
        BANK_API_URL=f"{site.address}/sandbox/bank/api/",
        SANDBOX_BANK=settings.SANDBOX_BANK | {"webhook": "http://127.0.0.1:9/"},
    ):
        yield site


def paid_at_the_bank() -> Payment:
    """Of which the house has heard nothing yet."""
    order = an_order("3.00")
    payment = open_payment(
        checkout=f"basket {order.basket_id}",
        portions=[Portion(order.pk, order.number, order.total_incl_tax)],
        currency="GBP",
        by_way_of="bank",
        account=None,
        now=timezone.now(),
    )
    assert begin_at_bank(payment).page
    debit = Debit.objects.get(key=payment.key)
    pay(debit=debit, number=HARTLEYS, secret=SECRETS[HARTLEYS], now=timezone.now())
    return payment


def says(payment: Payment, state: str) -> bytes:
    return json.dumps({"debit": str(payment.key), "state": state}).encode()


def tell(site: Served, body: bytes, signed: str) -> int:
    line = HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        headers = {"Content-Type": "application/json", "Bank-Signature": signed.encode()}
        line.request("POST", "/payments/bank/", body, headers)
        return line.getresponse().status
    finally:
        line.close()


def tell_all(site: Served, bodies: list[bytes]) -> set[int]:
    return {tell(site, body, rightly(body)) for body in bodies}


def shuffled(payments: list[Payment], times: int) -> list[bytes]:
    bodies = [says(each, STATES[turn % len(STATES)]) for each in payments for turn in range(times)]
    Random(7).shuffle(bodies)
    return bodies


def told_at_once(site: Served, bodies: list[bytes]) -> set[int]:
    shares = [partial(tell_all, site, bodies[turn::AT_ONCE]) for turn in range(AT_ONCE)]
    return set.union(*race(shares))


def written() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Transfer, OrderLetter, Message, OrderStatusChange))


@pytest.mark.parametrize(
    ("payments", "times"),
    [(3, 16), pytest.param(30, 100, marks=[pytest.mark.heavy, pytest.mark.timeout(900)])],
    ids=["few", "full"],
)
def test_events_doubled_and_shuffled_have_one_effect_each(site, payments, times):
    with its_bank(site):
        paid = [paid_at_the_bank() for _ in range(payments)]
        quick = paid[::2]  # told of before the bank's answer to our asking was written down
        Payment.objects.filter(pk__in=[each.pk for each in quick]).update(state="waiting")
        assert told_at_once(site, shuffled(paid, times)) == {204}
    for payment in paid:
        payment.refresh_from_db()
        [share] = payment.shares.all()
        assert payment.is_paid
        assert [each.amount for each in share.transfers.all()] == [share.amount] == [payment.amount]
        assert [change.new_status for change in share.order.status_changes.all()] == ["Received"]
        letters = Message.objects.filter(about=share.order.number).values_list("writer", "recipients")
        assert len(set(letters)) == len(letters) > 0


def test_control_without_row_locks_events_get_in_each_others_way(careless):
    with careless(ROW_LOCKS) as site, its_bank(site):
        for _ in range(10):
            if told_at_once(site, shuffled([paid_at_the_bank()], AT_ONCE)) != {204}:
                return
    pytest.fail("Without its locks the house did as well as with them.")


@pytest.mark.parametrize("wrong", sorted(set(WRONG) - {"endless"}))
def test_an_event_that_is_not_rightly_signed_is_refused_and_nothing_is_written(site, wrong):
    with its_bank(site):
        payment = paid_at_the_bank()
        body, before = says(payment, "done"), written()
        assert tell(site, body, WRONG[wrong](body)) == 400
        assert (Payment.objects.get(pk=payment.pk).state, written()) == ("asked", before)
        assert tell(site, body, signature(body, at=int(time.time()))) == 204
        assert Payment.objects.get(pk=payment.pk).is_paid
        assert written() > before
