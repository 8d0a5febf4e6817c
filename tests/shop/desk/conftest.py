import pytest
from django.test import Client

from shop.accounts.actions import give_role
from shop.accounts.roles import ROLES
from tests.factories import CafeFactory, TradeAccountFactory, UserFactory


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def cafe(db):
    return CafeFactory(name="Early Loaf")


@pytest.fixture
def other_cafe(db):
    return CafeFactory(name="Liffey Larder")


@pytest.fixture
def deli(cafe):
    return TradeAccountFactory(name="Corner Deli", cafe=cafe, terms="net_14", credit_limit=900)


@pytest.fixture
def works(db):
    """Somebody of a role, signed in: works("Sales"), works("Café staff", cafe)."""

    def of(role: str, cafe=None) -> Client:
        client = Client()
        client.person = UserFactory(first_name=role)
        give_role(
            user=client.person,
            role=next(each for each in ROLES if each.name == role),
            cafe=cafe.partner if cafe else None,
        )
        client.force_login(client.person)
        return client

    return of


@pytest.fixture
def sales(works):
    return works("Sales")
