"""Two at the same instant, on the running site. Beside it stands a control, without the lock, that must go wrong."""

from decimal import Decimal
from functools import partial

import pytest

from shop.accounts.roles import SALES
from shop.pricing.models import ListPrice, PriceChange, PriceList
from tests.factories import ProductFactory, UserFactory
from tests.shop.pricing.screens import as_shown, at, rows
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

PRICES = ("2.90", "2.80", "2.70")


def a_price() -> ListPrice:
    record = ProductFactory(price=Decimal("3.20")).stockrecords.get()
    price_list = PriceList.objects.create(name=f"Restaurants {record.pk}")
    return ListPrice.objects.create(price_list=price_list, stockrecord=record, price=Decimal("2.95"))


def staff(site) -> Visitor:
    return Visitor.signed_in(site, UserFactory(groups=[SALES.name], is_staff=True))


def test_of_several_who_change_one_price_at_once_one_does_and_the_others_are_told(site):
    for _ in range(4):
        price = a_price()
        page = at("price-list-prices", pk=price.price_list)
        answers = race([partial(staff(site).post, page, **rows(as_shown(price, price=each))) for each in PRICES])
        assert sorted(answer.status for answer in answers) == [200, 200, 302]
        assert PriceChange.objects.filter(price_list=price.price_list).count() == 1
        assert str(price.price_list.prices.get().price) == PriceChange.objects.latest("pk").new


def test_control_without_the_lock_one_overwrites_what_another_has_just_saved(site):
    for _ in range(40):
        price = a_price()
        change = f"/test/price/{price.pk}/"
        answers = race([partial(staff(site).post, change, was="2.95", price=each) for each in PRICES])
        if [answer.status for answer in answers].count(200) > 1:
            return
    pytest.fail("each saw what the one before had saved, in all of 40 races")
