import pytest
from django.core.cache import caches

from tests.factories import ProductFactory


@pytest.fixture
def store(settings, db):
    """Pages are stored."""
    settings.VISITOR_PAGES = True
    forget()
    yield
    forget()


def forget():
    for store in ("pages", "parts"):
        caches[store].clear()


@pytest.fixture
def loaf(store):
    return ProductFactory(title="Sourdough loaf", price="3.20", num_in_stock=40)
