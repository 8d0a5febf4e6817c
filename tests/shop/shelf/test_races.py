"""Two imports of the same rows are written at the same instant. Beside it a control without the lock: it goes wrong."""

from functools import partial

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.roles import OPERATIONS
from shop.shelf.actions import deciding, working
from shop.shelf.goods_writing import write_goods
from tests.factories import CafeFactory, ProductClassFactory, ProductFactory, UserFactory
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
