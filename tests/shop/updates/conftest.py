import pytest
from django.core.cache import cache

from shop.outbox.envelope import unpack
from shop.outbox.models import Message


@pytest.fixture
def letters():
    """That were written, first to last."""

    def sent():
        rows = Message.objects.order_by("pk")
        return [unpack(subject=row.subject, body=row.body, envelope=row.envelope) for row in rows]

    return sent


@pytest.fixture(autouse=True)
def nothing_counted():
    """How often somebody has asked is kept in the cache, which tests share."""
    cache.clear()
