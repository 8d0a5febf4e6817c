"""What the bank tells by itself: signed or not at all, and however often and in whatever order, one effect."""

import json
import time
from functools import partial
from random import Random
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from sandbox.events import body_of, in_the_background, signature
from sandbox.models import Event
from shop.payments.models import Payment, Transfer
from tests.testbed.bank import ROSA
from tests.testbed.house import open_doors
from tests.testbed.processes import eventually
from tests.testbed.race import race

WRONG = {
    "absent": lambda body: "",
    "of another body": lambda body: signature(body + b" ", at=int(time.time())),
    "of six minutes ago": lambda body: signature(body, at=int(time.time()) - 360),
    "of six minutes hence": lambda body: signature(body, at=int(time.time()) + 360),
    "without its moment": lambda body: signature(body, at=int(time.time())).split(",")[1],
    "no signature at all": lambda body: "t=1,v1=é,,",
    "endless": lambda body: "t=" + "1" * 10_000,
}


def tell(body: bytes, signed: str) -> int:
    try:
        answer = Client().post(
            "/payments/bank/", body, content_type="application/json", headers={"Bank-Signature": signed}
        )
    finally:
        connection.close()
    return answer.status_code


def rightly(body: bytes) -> str:
    return signature(body, at=int(time.time()))


@pytest.mark.parametrize("wrong", WRONG)
def test_an_event_that_is_not_rightly_signed_changes_nothing(bank, begun, wrong):
    payment = begun()
    bank.pays(payment.key)
    body = body_of(Event.objects.get(debit__key=payment.key))
    assert tell(body, WRONG[wrong](body)) == 400
    assert Payment.objects.get(pk=payment.pk).state == "asked"
    assert tell(body, rightly(body)) == 204
    assert Payment.objects.get(pk=payment.pk).is_paid


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"debit": 5}', b"\xff", b'{"debit": null}'])
def test_what_is_signed_and_makes_no_sense_is_refused(bank, body):
    assert tell(body, rightly(body)) == 400


def test_an_event_of_a_debit_that_is_not_ours_is_heard_and_forgotten(bank):
    body = json.dumps({"debit": str(uuid4())}).encode()
    assert tell(body, rightly(body)) == 204


def test_what_an_event_says_counts_for_nothing_beside_what_the_bank_says(bank, begun):
    payment = begun()
    body = json.dumps({"debit": str(payment.key), "state": "done"}).encode()
    assert tell(body, rightly(body)) == 204
    assert Payment.objects.get(pk=payment.pk).state == "asked"


@pytest.mark.parametrize(("payments", "times"), [(3, 6)])
def test_events_doubled_and_shuffled_have_one_effect_each(bank, begun, payments, times):
    """The full count is told over HTTP (test_events_over_http.py)."""
    paid = [begun("3.00") for _ in range(payments)]
    for payment in paid:
        bank.pays(payment.key, ROSA)
    bodies = []
    for payment in paid:
        states = ["done", "declined", "waiting"]
        bodies += [json.dumps({"debit": str(payment.key), "state": state}).encode() for state in states] * (times // 3)
    Random(7).shuffle(bodies)

    def tell_all(share: list[bytes]) -> set[int]:
        return {tell(body, rightly(body)) for body in share}

    assert set.union(*race([partial(tell_all, bodies[turn::16]) for turn in range(16)])) == {204}
    assert all(payment.is_paid for payment in Payment.objects.filter(pk__in=[each.pk for each in paid]))
    assert Transfer.objects.filter(share__payment__in=paid).count() == payments


def test_the_bank_tells_the_shop_by_itself_and_twice_does_no_harm(bank, begun):
    payment = begun()
    bank.breaks("doubled")
    with open_doors() as house:
        where = settings.SANDBOX_BANK | {"webhook": f"{house}/payments/bank/"}
        with override_settings(SANDBOX_BANK=where):
            bank.pays(payment.key)
            eventually(lambda: Payment.objects.get(pk=payment.pk).is_paid, within=10, what="told by the bank")
            in_the_background(Event.objects.get(debit__key=payment.key))
            time.sleep(0.3)
    assert Transfer.objects.filter(share__payment=payment).count() == 1
    assert Payment.objects.get(pk=payment.pk).settled_at <= timezone.now()
