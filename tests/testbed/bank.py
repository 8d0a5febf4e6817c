"""The demo's bank on a real port, with a database that only the tests of one module use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application
from django.test import override_settings
from django.utils import timezone

from sandbox import loopback
from sandbox.models import Account, Debit, Outage
from sandbox.money import pay
from sandbox.story import STORIES, open_accounts
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.testbed.database import fresh_database
from tests.testbed.house import no_log

SECRETS = {story.digits: story.secret for story in STORIES}
ROSA, HARTLEYS, TOM, CLOSED, COLLECTED_IN = "20010001", "20010002", "20010004", "20010005", "10000001"


@dataclass(frozen=True)
class Bank:
    """The payer's side of it; the shop's side goes over the line."""

    def pays(self, key, number: str = HARTLEYS, secret: str | None = None) -> Debit:
        debit = Debit.objects.get(key=key)
        return pay(debit=debit, number=number, secret=secret or SECRETS[number], now=timezone.now())

    def breaks(self, kind: str, times: int = 1, seconds: int = 0) -> None:
        Outage.objects.update_or_create(kind=kind, defaults={"left": times, "seconds": seconds})

    def balance(self, number: str) -> Decimal:
        return Account.objects.get(number=number).balance

    def debits(self, key) -> list[str]:
        return list(Debit.objects.filter(key=key).values_list("state", flat=True))


@contextmanager
def open_bank() -> Iterator[Bank]:
    """Nobody is told of events: who wants one told says so."""
    with fresh_database("bank"), no_log():
        open_accounts(timezone.now())
        line = loopback.listen(get_internal_wsgi_application(), port=0)
        try:
            with override_settings(
                BANK_API_URL=f"http://127.0.0.1:{line.server_port}{loopback.API}",
                SANDBOX_BANK=settings.SANDBOX_BANK | {"webhook": "http://127.0.0.1:9/"},
            ):
                yield Bank()
        finally:
            line.shutdown()
            line.server_close()


def an_order(price: str = "12.50"):
    product = ProductFactory(price=Decimal(price), cafe=CafeFactory(), upc=uuid4().hex[:12])
    return OrderFactory(user=UserFactory(email=f"{uuid4().hex}@example.com"), lines=[(product, 1)])


def in_half_an_hour():
    return timezone.now() + timedelta(minutes=31)
