from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from shop.accounts.actions import give_role
from shop.accounts.roles import ROLES
from shop.pricing.models import ListPrice, PriceList
from tests.factories import CafeFactory, ProductFactory, TradeAccountFactory, UserFactory

D = Decimal


@pytest.fixture
def works(db):
    """Somebody of a role, signed in: works("Sales"), works("Café staff", cafe)."""

    def of(role: str, cafe=None) -> Client:
        client = Client()
        client.person = UserFactory(first_name=role)
        role = next(each for each in ROLES if each.name == role)
        give_role(user=client.person, role=role, cafe=cafe.partner if cafe else None)
        client.force_login(client.person)
        return client

    return of


@pytest.fixture
def sales(works):
    return works("Sales")


@pytest.fixture
def cafe(db):
    return CafeFactory(name="Early Loaf")


@pytest.fixture
def loaf(cafe):
    return ProductFactory(title="Sourdough loaf", upc="EL-SOUR", cafe=cafe, price=D("3.20"))


@pytest.fixture
def deli(cafe):
    return TradeAccountFactory(name="Corner Deli", cafe=cafe, terms="net_14", credit_limit=900)


@pytest.fixture
def restaurants(db):
    return PriceList.objects.create(name="Restaurants")


@pytest.fixture
def today(db) -> date:
    return timezone.localdate()


@pytest.fixture
def tomorrow(today) -> date:
    return today + timedelta(days=1)


@pytest.fixture
def named(loaf, restaurants):
    """named(10, "2.70"): the list asks so much for a loaf from so many up."""

    def price(quantity: int = 1, amount: str = "2.95", of=None, **days) -> ListPrice:
        return ListPrice.objects.create(
            price_list=restaurants,
            stockrecord=(of or loaf).stockrecords.get(),
            from_quantity=quantity,
            price=D(amount),
            **days,
        )

    return price
