"""However the bank dawdles, the customer has an honest page within ten seconds."""

import socket
import time
from contextlib import contextmanager
from threading import Thread

import pytest
from django.test import override_settings
from django.utils import timezone

from shop.payments.actions.settling import settle
from tests.shop.payments.conftest import begin_at_bank

pytestmark = pytest.mark.heavy
PATIENCE = 10.0


@contextmanager
def dripping():
    """A bank that sends a byte now and then, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def drip(line):
            with line:
                try:
                    line.recv(65536)
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{")
                    while True:
                        time.sleep(0.5)
                        line.sendall(b" ")
                except OSError:
                    """They have hung up."""

        def listen():
            while True:
                try:
                    Thread(target=drip, args=[door.accept()[0]], daemon=True).start()
                except OSError:
                    return

        Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"


def test_a_bank_that_answers_late_is_given_up_in_time_and_is_asked_later(bank, wish):
    payment = wish()
    bank.breaks("slow", times=2, seconds=12)
    began = time.monotonic()
    assert begin_at_bank(payment).unheard
    assert time.monotonic() - began < PATIENCE
    time.sleep(9)
    assert begin_at_bank(payment).page
    assert bank.debits(payment.key) == ["waiting"]


def test_a_bank_that_drips_is_given_up_in_time(bank, wish):
    payment = wish()
    with dripping() as address, override_settings(BANK_API_URL=address):
        began = time.monotonic()
        assert begin_at_bank(payment).unheard
        assert time.monotonic() - began < PATIENCE
        assert not settle(payment=payment, now=timezone.now()).changed
