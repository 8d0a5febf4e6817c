"""What a page shows only once cards are taken is as closed, and as whole, as without them."""

import pytest
from django.test import override_settings

from shop.payments.models import KeptCard, Payment
from tests.testbed.crawl import Visitor, in_a_word
from tests.testbed.people import ROLES, person
from tests.testbed.ports import free_port

pytestmark = pytest.mark.one_engine
STAFF = ("operations", "sales", "administrator")
OPEN = {
    "cards": {"buyer": "ok", "rival": "ok", "bookkeeper": "ok", "approver": "ok"},
    "remove": {"buyer": "ok", "approver": "ok", "rival": "404", "bookkeeper": "404"},
    "payment": dict.fromkeys(STAFF, "ok") | {"visitor": "door"},
    "webhook": dict.fromkeys(ROLES, "405"),
}


@pytest.fixture
def addresses(every_address):
    """A card that is kept, and an order for which one is held."""
    account = person("buyer").memberships.get().account
    order = person("buyer").orders.order_by("pk").first()
    payment = Payment.objects.filter(shares__order=order).first()
    Payment.objects.filter(pk=payment.pk).update(gateway="card", state="authorised", taking="hold", number="pi_1")
    yield {
        "cards": "/account/cards/",
        "remove": f"/account/cards/{KeptCard.objects.get(account=account).pk}/remove/",
        "payment": f"/dashboard/payments/{payment.pk}/",
        "checkout": "/checkout/",
        "webhook": "/payments/stripe/",
        "order": f"/dashboard/orders/{order.number}/",
        "thanks": f"/checkout/thanks/{order.number}/",
    }
    Payment.objects.filter(pk=payment.pk).update(gateway="account", state="due", taking="now", number="")


@pytest.mark.parametrize("role", ROLES)
def test_with_stripes_keys_every_page_answers_each_role_and_shows_cards_to_whom_they_belong(addresses, role):
    keys = {
        "STRIPE_SECRET_KEY": "sk_test_1",
        "STRIPE_WEBHOOK_SECRET": "whsec_1",
        "STRIPE_API_BASE": f"http://127.0.0.1:{free_port()}",
    }
    with override_settings(**keys):
        visitor = Visitor(role)
        for name, path in addresses.items():
            words = [in_a_word(visitor.ask(method, path)) for method in ("GET", "POST")]
            assert not any(word.startswith("5") for word in words), (name, words)
            if role in OPEN.get(name, {}):
                assert words[0] == OPEN[name][role], name
