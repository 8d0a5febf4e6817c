import pytest
from django.test import Client
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.roles import ROLES
from tests.factories import CafeFactory, ProductClassFactory, ProductFactory, UserFactory


@pytest.fixture
def cafe(db):
    return CafeFactory(name="Early Loaf")


@pytest.fixture
def other_cafe(db):
    return CafeFactory(name="Liffey Larder", currency="EUR", country="IE")


@pytest.fixture
def bread(db):
    ProductClassFactory()
    return get_model("catalogue", "Category").add_root(name="Bread")


@pytest.fixture
def loaf(cafe, bread):
    product = ProductFactory(
        cafe=cafe, upc="LOAF", title="Sourdough", price="3.20", num_in_stock=10, allergens=["gluten"]
    )
    product.categories.add(bread)
    return product


@pytest.fixture
def person(db):
    """Somebody of a role: person("Operations"), person("Café staff", cafe)."""

    def of(role: str, cafe=None):
        user = UserFactory(first_name=role)
        which = next(each for each in ROLES if each.name == role)
        give_role(user=user, role=which, cafe=cafe.partner if cafe else None)
        return type(user).objects.get(pk=user.pk)

    return of


@pytest.fixture
def olive(person):
    return person("Operations")


@pytest.fixture
def signed_in():
    def of(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return of
