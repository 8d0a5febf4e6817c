"""kill -9 at each step of a checkout: after a restart and a sweep there is no charge without an order, and nothing is
held for nobody."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import time, timedelta
from http.client import HTTPException
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Debit
from sandbox.story import TO_TRY, open_accounts
from shop.ordering.actions.sweeping import sweep
from shop.payments.models import Payment, Transfer
from shop.rounds.actions.making import make_rounds
from tests.factories import CafeFactory, CounterFactory, ProductFactory
from tests.testbed import traps
from tests.testbed.database import fresh_database, use
from tests.testbed.forms import filled
from tests.testbed.server import Served, running_site
from tests.testbed.visitor import Visitor

Order = get_model("order", "Order")
ROSA = TO_TRY[0]
GUEST = {"email": "rosa@example.com", "name": "Rosa Whitfield", "phone": "0117 496 0123"}


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Served, object]]:
    own = connection.settings_dict["NAME"]
    folder = tmp_path_factory.mktemp("traps")
    with ExitStack() as open_house:
        open_house.enter_context(django_db_blocker.unblock())
        name = open_house.enter_context(fresh_database("traps"))
        open_accounts(timezone.now())
        served = running_site(name, log=folder / "log.txt", processes=1, TRAP=str(folder / "trap"))
        site = open_house.enter_context(served)
        open_house.enter_context(override_settings(BANK_API_URL=f"{site.address}/sandbox/bank/api/"))
        yield site, folder / "trap"
    with django_db_blocker.unblock():
        use(own)


@pytest.fixture
def loaf(house, django_db_blocker):
    with django_db_blocker.unblock():
        cafe = CafeFactory()
        for weekday in range(7):
            cafe.openings.create(weekday=weekday, opens=time(8), closes=time(18))
        CounterFactory(cafe=cafe)
        make_rounds(now=timezone.now(), cafes=[cafe])
        yield ProductFactory(cafe=cafe, price="3.20", num_in_stock=20)


class Guest:
    """Somebody who buys two loaves and pays at the bank, step by step."""

    def __init__(self, site: Served, loaf) -> None:
        self.visitor, self.loaf, self.page = Visitor(site), loaf, "/checkout/"

    def place(self) -> None:
        self.visitor.post(f"/basket/add/{self.loaf.pk}/", quantity=2)
        fields = filled(self.visitor.get("/checkout/").text, action="/checkout/")
        fields |= GUEST | {"place": "collect", "pays_by": "bank", "asked": "place"}
        self.follow(self.visitor.post("/checkout/", **fields))

    def pay(self) -> None:
        path = self.page
        fields = filled(self.visitor.get(path).text, action="") | {"number": ROSA.digits, "secret": ROSA.secret}
        self.follow(self.visitor.post(path, **fields))

    def come_back(self) -> None:
        self.follow(self.visitor.get(self.page))

    def follow(self, answer) -> None:
        assert answer.status == 302, answer.text
        self.page = urlsplit(answer.headers["Location"]).path


PLACE, PAY, COME_BACK = Guest.place, Guest.pay, Guest.come_back
CAME_TO_NOTHING, PAID = "Lapsed", "Received"


@pytest.mark.parametrize(
    ("trap", "before", "step", "left", "becomes"),
    [
        (traps.WHILE_PLACING, [], PLACE, set(), None),
        (traps.BEFORE_ASKING, [], PLACE, {"Pending"}, CAME_TO_NOTHING),
        (traps.ONCE_ASKED, [], PLACE, {"Pending"}, CAME_TO_NOTHING),
        (traps.ON_RETURN, [PLACE, PAY], COME_BACK, {"Pending"}, PAID),
        (traps.ONCE_TOLD, [PLACE, PAY], COME_BACK, {"Pending"}, PAID),
        (traps.ONCE_SETTLED, [PLACE, PAY], COME_BACK, {"Pending"}, PAID),
    ],
)
def test_wherever_a_process_ends_money_and_goods_are_where_they_belong(house, loaf, trap, before, step, left, becomes):
    site, file = house
    guest = Guest(site, loaf)
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
    guest = Guest(house[0], loaf)
    for step in (PLACE, PAY, COME_BACK):
        step(guest)
    assert guest.page.startswith("/checkout/thanks/")
    assert Order.objects.get(lines__product=loaf).status == PAID
