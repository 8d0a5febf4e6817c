"""Olive takes orders for Early Loaf's customers; Ada buys for Hartley's Kitchen, on account."""

from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from shop.accounts.actions import give_role
from shop.accounts.roles import ROLES
from shop.rounds.actions.making import make_rounds
from tests.factories import LocationFactory, MemberFactory, ProductFactory, TradeAccountFactory, UserFactory
from tests.shop.ordering.checkouts import a_cafe


@pytest.fixture
def cafe():
    cafe = a_cafe(name="Early Loaf")
    make_rounds(now=timezone.now())
    return cafe


@pytest.fixture
def account(cafe):
    account = TradeAccountFactory(
        cafe=cafe, name="Hartley's Kitchen", terms="net_30", credit_limit=D(500), phone="+441174960018"
    )
    LocationFactory(account=account, name="Kitchen", is_default=True, postcode="BS1 4DJ")
    return account


@pytest.fixture
def ada(account):
    return MemberFactory(
        account=account, role="buyer", user__first_name="Ada", user__last_name="Hartley", user__email="ada@h.example"
    )


@pytest.fixture
def loaf(cafe):
    return ProductFactory(
        cafe=cafe, upc="EL-LOAF", title="Country loaf", price=D("3.50"), step=2, minimum=2, num_in_stock=100
    )


@pytest.fixture
def roll(cafe):
    return ProductFactory(cafe=cafe, upc="EL-ROLL", title="Poppy roll", price=D("0.80"), num_in_stock=500)


@pytest.fixture
def works():
    """Somebody of a role, signed in: works("Sales"), works("Café staff", cafe)."""

    def of(role, cafe=None, name="Olive"):
        client = Client()
        client.person = UserFactory(first_name=name, last_name="Marsh")
        job = next(each for each in ROLES if each.name == role)
        give_role(user=client.person, role=job, cafe=cafe.partner if cafe else None)
        client.force_login(client.person)
        return client

    return of


@pytest.fixture
def olive(works):
    return works("Operations")
