import pytest
from django.core.cache import cache
from django.test import Client

from shop.accounts.actions import give_role
from shop.accounts.roles import ROLES
from tests.factories import CafeFactory, UserFactory


@pytest.fixture(autouse=True)
def no_attempts_so_far():
    """The limits count in the cache, which outlives a test's database."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada(db):
    return UserFactory(email="ada@example.com", first_name="Ada", last_name="Hartley")


@pytest.fixture
def staff(db):
    """Makes a person of a role, signed in: staff("Sales")."""

    def of(name: str, cafe=None) -> Client:
        role = next(role for role in ROLES if role.name == name)
        cafe = cafe or (CafeFactory().partner if name == "Café staff" else None)
        user = UserFactory()
        give_role(user=user, role=role, cafe=cafe)
        client = Client()
        client.force_login(user)
        return client

    return of
