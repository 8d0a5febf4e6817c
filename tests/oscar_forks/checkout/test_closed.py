"""Oscar's own checkout, which charges before it orders, is closed."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
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


def test_the_checkout_leads_back_to_the_basket_and_says_when(client):
    basket = BasketFactory(lines=[(ProductFactory(), 1)])
    client.force_login(basket.owner)
    answer = client.get(reverse("checkout:index"))
    assert answer.url == reverse("basket:summary")
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "Ordering opens soon. Your basket is kept until then."
    ]
    basket.refresh_from_db()
    assert basket.status == basket.OPEN


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_none_of_its_steps_is_left(client, step, method):
    basket = BasketFactory(lines=[(ProductFactory(), 1)])
    client.force_login(basket.owner)
    assert getattr(client, method)(f"/checkout/{step}").status_code == 404
    assert not get_model("order", "Order").objects.exists()
