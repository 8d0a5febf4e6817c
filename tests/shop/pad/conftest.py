"""Holly owns the account, Ada buys for it, both for a café with two vans a week and a least value."""

from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from shop.rounds.actions.making import make_rounds
from tests.factories import LocationFactory, MemberFactory, ProductFactory, TradeAccountFactory
from tests.shop.ordering.checkouts import a_cafe


@pytest.fixture
def cafe():
    cafe = a_cafe(minimum="40.00", name="Early Loaf")
    make_rounds(now=timezone.now())
    return cafe


@pytest.fixture
def account(cafe):
    account = TradeAccountFactory(cafe=cafe, name="Hartley's Kitchen")
    LocationFactory(account=account, is_default=True, postcode="BS1 4DJ")
    return account


@pytest.fixture
def ada(account):
    return MemberFactory(account=account, role="buyer", user__first_name="Ada", user__last_name="Buyer")


@pytest.fixture
def holly(account):
    return MemberFactory(account=account, role="owner", user__first_name="Holly", user__last_name="Owner")


@pytest.fixture
def loaf(cafe):
    return ProductFactory(
        cafe=cafe, upc="EL-LOAF", title="Country loaf", price=D("3.50"), step=2, minimum=2, num_in_stock=100
    )


@pytest.fixture
def roll(cafe):
    return ProductFactory(cafe=cafe, upc="EL-ROLL", title="Poppy roll", price=D("0.80"), num_in_stock=500)


@pytest.fixture
def as_person():
    def signed_in(member):
        client = Client()
        client.force_login(member.user)
        return client

    return signed_in


@pytest.fixture
def client(as_person, ada):
    return as_person(ada)
