"""Two imports of the same rows are written at the same instant; an import, and an order of what it is about. Beside
each stands a control that goes wrong."""

from functools import partial
from threading import Event

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.roles import OPERATIONS
from shop.shelf.actions import deciding, working
from shop.shelf.columns import Lookups
from shop.shelf.found import Found
from shop.shelf.goods_writing import write_goods
from shop.stock.actions import lock_records_of
from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductClassFactory, ProductFactory, UserFactory
from tests.shop.shelf.furniture import NEW, checked, sheet
from tests.testbed.race import race

StockRecord = get_model("partner", "StockRecord")
ROWS = 5
PRICES = ("3.50", "3.60")


@pytest.fixture
def olive(site):
    person = UserFactory()
    give_role(user=person, role=OPERATIONS, cafe=None)
    return type(person).objects.get(pk=person.pk)


@pytest.fixture
def shelf(olive):
    """What a row says of goods that there are, and of goods that there aren't yet; the price is left open."""
    cafe = CafeFactory()
    kind = ProductClassFactory()
    bread = get_model("catalogue", "Category").add_root(name=f"Bread of {cafe.name}")
    goods = [ProductFactory(cafe=cafe, price="3.00", upc=f"{cafe.slug}-{n}") for n in range(ROWS)]
    new = NEW | {"Café": cafe.name, "Categories": bread.name, "Product type": kind.name}
    return {
        "changed": [{"SKU": each.upc} for each in goods],
        "new": [new | {"SKU": f"{cafe.slug}-new-{n}"} for n in range(ROWS)],
    }


def being_written(rows, olive, mode):
    jobs = [checked(sheet(*(row | {"Price": price} for row in rows)), by=olive) for price in PRICES]
    for job in jobs:
        assert job.good == ROWS
        deciding.confirm(job=job, mode=mode, by=olive, now=timezone.now())
    return jobs


def prices(rows) -> list[str]:
    found = StockRecord.objects.filter(partner_sku__in=[row["SKU"] for row in rows])
    return [str(price) for price in found.values_list("price", flat=True)]


def of_its_own(task):
    """A thread has a connection of its own, to the database of the served house."""

    def run():
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"]
        try:
            return task()
        finally:
            connection.close()

    return run


@pytest.mark.parametrize("kind", ["changed", "new"])
@pytest.mark.parametrize("mode", ["good", "all"])
def test_each_row_is_written_once_and_the_other_import_is_told(olive, shelf, kind, mode):
    rows = shelf[kind]
    jobs = being_written(rows, olive, mode)
    race([of_its_own(partial(working.work, pk=job.pk, now=timezone.now())) for job in jobs])
    for job in jobs:
        job.refresh_from_db()
    assert sum(job.written for job in jobs) == ROWS
    assert len(prices(rows)) == ROWS
    if mode == "all":
        assert sorted(job.state for job in jobs) == ["stopped", "written"]
        assert len(set(prices(rows))) == 1


def test_control_who_both_look_before_either_writes_both_write(olive, shelf):
    rows = shelf["changed"]
    planned = []
    for job in being_written(rows, olive, "good"):
        job.refresh_from_db()
        planned.append(working.judged(job, working.planner(job, olive).plan(job.rows.all())))
    for plans in planned:
        write_goods(plans)
    assert sum(plan.row.outcome == "written" for plans in planned for plan in plans) == 2 * ROWS
    assert prices(rows) == [PRICES[1]] * ROWS


def against_an_order(looks):
    """An order has its stock records and goes on to its lines; meanwhile somebody looks at the same goods to write."""
    goods = [ProductFactory(num_in_stock=5) for _ in range(2)]
    basket = BasketFactory(lines=[(each, 1) for each in goods])
    held, looking = Event(), Event()

    def order():
        with transaction.atomic():
            for each in goods:
                lock_records_of(product=each)
            held.set()
            looking.wait(timeout=30)
            connection.cursor().execute("SELECT pg_sleep(0.3)")
            return OrderFactory(basket=basket).number

    def write():
        held.wait(timeout=30)
        looking.set()
        with transaction.atomic():
            return looks({each.upc for each in goods})

    number, _ = race([of_its_own(order), of_its_own(write)])
    assert get_model("order", "Order").objects.get(number=number).lines.count() == 2


def as_an_import(skus):
    return Found(skus=skus, lookups=Lookups(), cafes=None, ours=set(), lock=True)


def taking_all_there_is(skus):
    goods = get_model("catalogue", "Product").objects.filter(upc__in=skus).order_by("pk")
    list(goods.select_for_update(of=("self",)))
    list(StockRecord.objects.filter(product__in=goods).order_by("pk").select_for_update(of=("self",)))


if connection.vendor == "postgresql":  # SQLite has one writer at a time: nobody waits for each other there

    def test_an_order_of_goods_that_are_being_imported_goes_through(site):
        against_an_order(as_an_import)

    def test_control_whoever_also_keeps_orders_from_pointing_to_the_goods_waits_for_them_as_they_for_him(site):
        with pytest.raises(OperationalError, match="deadlock"):
            against_an_order(taking_all_there_is)
