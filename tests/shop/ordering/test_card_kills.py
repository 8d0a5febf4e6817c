"""kill -9 at each step of a checkout by card: after a restart and a sweep there is no charge without an order, and
nothing is held for nobody."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from decimal import Decimal
from http.client import HTTPException

import pytest
import requests
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.actions.sweeping import sweep
from shop.payments.models import Payment, Transfer
from tests.factories import ProductFactory
from tests.fake_stripe import cards, outages
from tests.fake_stripe.server import FakeStripe, fake_stripe
from tests.shop.ordering.shoppers import GUEST, Shopper, open_cafe
from tests.testbed import traps
from tests.testbed.database import fresh_database, use
from tests.testbed.server import Served, running_site
from tests.testbed.stripes import settings_for

Order = get_model("order", "Order")
CAME_TO_NOTHING, PAID = "Lapsed", "Received"


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Served, object, FakeStripe]]:
    """Stripe tells nothing by itself: then nothing would be left to be found."""
    own = connection.settings_dict["NAME"]
    folder = tmp_path_factory.mktemp("traps")
    with ExitStack() as open_house:
        open_house.enter_context(django_db_blocker.unblock())
        name = open_house.enter_context(fresh_database("card_traps"))
        fake = open_house.enter_context(fake_stripe())
        served = running_site(
            name, log=folder / "log.txt", processes=1, TRAP=str(folder / "trap"), **settings_for(fake)
        )
        site = open_house.enter_context(served)
        open_house.enter_context(override_settings(**settings_for(fake)))
        yield site, folder / "trap", fake
    with django_db_blocker.unblock():
        use(own)


@pytest.fixture
def loaf(house, django_db_blocker):
    with django_db_blocker.unblock():
        yield ProductFactory(cafe=open_cafe(), price="3.20", num_in_stock=20)
        house[2].outages.mend()


class Buyer:
    """A guest with a card in hand."""

    def __init__(self, site: Served, loaf) -> None:
        self.shopper, self.page = Shopper.guest(site, loaf), ""

    def place(self) -> None:
        answer = self.shopper.look(**GUEST, place="collect", pays_by="card").click()
        assert answer.status == 302, answer.text
        self.page = answer.headers["Location"]
        self.shopper.follow(answer)

    def pay(self, card: cards.Card = cards.GOOD) -> requests.Response:
        """On Stripe's page, which leads back."""
        answer = requests.post(self.page, {"number": card.number}, allow_redirects=False)
        if card.asks:
            answer = requests.post(
                f"{self.page}/secure", {"number": card.number, "says": "complete"}, allow_redirects=False
            )
        if answer.status_code == 303:
            _, _, path = answer.headers["Location"].partition("/checkout/")
            self.shopper.page = f"/checkout/{path}"
        return answer

    def come_back(self) -> None:
        self.shopper.come_back()


def held_at(stripe: FakeStripe, orders) -> list[Decimal]:
    keys = {str(key) for key in Payment.objects.filter(shares__order__in=orders).values_list("key", flat=True)}
    intents = stripe.books.all("payment_intent")
    assert not any(each["amount_received"] for each in intents if each["metadata"]["payment"] in keys)
    return [Decimal(each["amount_capturable"]) / 100 for each in intents if each["metadata"]["payment"] in keys]


def is_charged_once_completed(orders) -> bool:
    """The money is taken for what it came to, once, however often the sweep looks."""
    orders.update(status="Completed")
    for _ in range(2):
        sweep(now=timezone.now())
    taken = Transfer.objects.filter(share__order__in=orders).values_list("amount", flat=True)
    return list(taken) == [order.total_incl_tax for order in orders]


PLACE, PAY, COME_BACK = Buyer.place, Buyer.pay, Buyer.come_back


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
    site, file, stripe = house
    buyer = Buyer(site, loaf)
    for each in before:
        each(buyer)
    file.write_text(trap)
    with pytest.raises((OSError, HTTPException)):
        step(buyer)
    assert not file.exists(), "nobody came by the trap"
    mine = Order.objects.filter(lines__product=loaf)
    assert {order.status for order in mine} == left
    mine = mine.all()

    now = timezone.now()
    sweep(now=now + timedelta(minutes=1))
    sweep(now=now + timedelta(minutes=40))
    assert [order.status for order in mine] == ([becomes] if becomes else [])
    paid = becomes == PAID
    assert held_at(stripe, mine) == [order.total_incl_tax for order in mine if paid]
    assert (loaf.stockrecords.get().num_allocated or 0) == (2 if paid else 0)
    assert not paid or is_charged_once_completed(mine)


@pytest.mark.parametrize("card", [cards.GOOD, cards.SECURE], ids=["a good card", "3-D Secure"])
def test_a_guest_pays_by_card_and_lands_on_the_thanks(house, loaf, card):
    buyer = Buyer(house[0], loaf)
    buyer.place()
    buyer.pay(card)
    buyer.come_back()
    assert buyer.shopper.is_thanked
    order = Order.objects.get(lines__product=loaf)
    assert (order.status, held_at(house[2], [order])) == (PAID, [order.total_incl_tax])


def test_a_declined_card_then_a_good_one_makes_one_order_and_one_hold(house, loaf):
    buyer = Buyer(house[0], loaf)
    buyer.place()
    assert "Your card was declined." in buyer.pay(cards.DECLINED).text
    assert Order.objects.get(lines__product=loaf).status == "Pending"
    buyer.pay()
    buyer.come_back()
    order = Order.objects.get(lines__product=loaf)
    assert (order.status, held_at(house[2], [order])) == (PAID, [order.total_incl_tax])


def test_a_page_that_nobody_paid_at_gives_the_goods_back(house, loaf):
    buyer = Buyer(house[0], loaf)
    buyer.place()
    sweep(now=timezone.now() + timedelta(minutes=40))
    order = Order.objects.get(lines__product=loaf)
    assert (order.status, loaf.stockrecords.get().num_allocated or 0) == (CAME_TO_NOTHING, 0)
    assert "has expired" in requests.get(buyer.page).text


@pytest.mark.parametrize("kind", [outages.ERROR, outages.BUSY, outages.DROP, outages.BROKEN])
def test_a_broken_stripe_is_said_to_be_so_and_the_order_waits_for_it(house, loaf, kind):
    buyer = Buyer(house[0], loaf)
    house[2].outages.begin(kind)
    buyer.place()
    assert "We have not heard yet that it is paid" in buyer.shopper.reads()
    answer = buyer.shopper.try_again()
    assert answer.headers["Location"].startswith(house[2].address)
    (session,) = house[2].books.all(
        "checkout.session", client_reference_id=str(Payment.objects.get(shares__order__lines__product=loaf).key)
    )
    assert session["status"] == "open"


def test_the_checkout_may_lead_to_stripes_page_and_other_pages_may_not(house, loaf):
    visitor = Shopper.guest(house[0], loaf).visitor
    for path, may in (("/checkout/", True), ("/basket/", False), ("/", False)):
        policy = visitor.get(path).headers["Content-Security-Policy"]
        assert (house[2].address in policy) == may, path
