"""kill -9 at each step of a checkout: after a restart and a sweep there is no charge without an order, and nothing is
held for nobody."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from http.client import HTTPException

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Debit, Outage
from sandbox.story import open_accounts
from shop.ordering.actions.sweeping import sweep
from shop.payments.models import Payment, Transfer
from tests.factories import ProductFactory
from tests.shop.ordering.shoppers import GUEST, ROSA, Shopper, open_cafe
from tests.testbed import traps
from tests.testbed.database import fresh_database, use
from tests.testbed.server import Served, running_site

Order = get_model("order", "Order")


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Served, object]]:
    own = connection.settings_dict["NAME"]
    folder = tmp_path_factory.mktemp("traps")
    with ExitStack() as open_house:
        open_house.enter_context(django_db_blocker.unblock())
        name = open_house.enter_context(fresh_database("traps"))
        open_accounts(timezone.now())
        # The bank tells us by itself, too: then nothing would be left to be found.
        Outage.objects.create(kind=Outage.Kind.LOST, left=100)
        served = running_site(name, log=folder / "log.txt", processes=1, TRAP=str(folder / "trap"))
        site = open_house.enter_context(served)
        open_house.enter_context(override_settings(BANK_API_URL=f"{site.address}/sandbox/bank/api/"))
        yield site, folder / "trap"
    with django_db_blocker.unblock():
        use(own)


@pytest.fixture
def loaf(house, django_db_blocker):
    with django_db_blocker.unblock():
        yield ProductFactory(cafe=open_cafe(), price="3.20", num_in_stock=20)


def place(guest):
    guest.look(**GUEST, place="collect", pays_by="bank").place()


def pay(guest):
    guest.pay(ROSA)


def come_back(guest):
    guest.come_back()


CAME_TO_NOTHING, PAID = "Lapsed", "Received"


@pytest.mark.parametrize(
    ("trap", "before", "step", "left", "becomes"),
    [
        (traps.WHILE_PLACING, [], place, set(), None),
        (traps.BEFORE_ASKING, [], place, {"Pending"}, CAME_TO_NOTHING),
        (traps.ONCE_ASKED, [], place, {"Pending"}, CAME_TO_NOTHING),
        (traps.ON_RETURN, [place, pay], come_back, {"Pending"}, PAID),
        (traps.ONCE_TOLD, [place, pay], come_back, {"Pending"}, PAID),
        (traps.ONCE_SETTLED, [place, pay], come_back, {"Pending"}, PAID),
    ],
)
def test_wherever_a_process_ends_money_and_goods_are_where_they_belong(house, loaf, trap, before, step, left, becomes):
    site, file = house
    guest = Shopper.guest(site, loaf)
    for each in before:
        each(guest)
    file.write_text(trap)
    with pytest.raises((OSError, HTTPException)):
        step(guest)
    assert not file.exists(), "nobody came by the trap"
    mine = Order.objects.filter(lines__product=loaf)
    # Without the sweep it would stay like that: half an order.
    assert {order.status for order in mine} == left
    mine = mine.all()

    now = timezone.now()
    sweep(now=now + timedelta(minutes=1))
    sweep(now=now + timedelta(minutes=40))
    assert [order.status for order in mine] == ([becomes] if becomes else [])
    charges = Transfer.objects.filter(share__order__in=mine)
    debited = Debit.objects.filter(key__in=Payment.objects.filter(shares__order__in=mine).values("key"), state="done")
    paid = becomes == PAID
    assert (charges.count(), debited.count()) == (int(paid), int(paid))
    assert [charge.amount for charge in charges] == [order.total_incl_tax for order in mine if paid]
    assert (loaf.stockrecords.get().num_allocated or 0) == (2 if paid else 0)


def test_control_a_guest_whom_nothing_happens_lands_on_the_thanks(house, loaf):
    guest = Shopper.guest(house[0], loaf)
    for step in (place, pay, come_back):
        step(guest)
    assert guest.is_thanked
    assert Order.objects.get(lines__product=loaf).status == PAID
