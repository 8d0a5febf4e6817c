"""Oscar's own checkout, which charges before it orders, is closed."""

import pytest
from oscar.core.loading import get_model

from tests.factories import BasketFactory, ProductFactory

pytestmark = pytest.mark.django_db

STEPS = [
    "shipping-address/",
    "shipping-method/",
    "payment-method/",
    "payment-details/",
    "preview/",
    "thank-you/",
    "user-address/edit/1/",
    "user-address/delete/1/",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_none_of_its_steps_is_left(client, step, method):
    basket = BasketFactory(lines=[(ProductFactory(), 1)])
    client.force_login(basket.owner)
    assert getattr(client, method)(f"/checkout/{step}").status_code == 404
    assert not get_model("order", "Order").objects.exists()
