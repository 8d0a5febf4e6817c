"""Somebody who applies, in Bristol, and those who decide."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shop.applying import domain, keys
from shop.applying.models import Application
from shop.outbox.models import Message
from tests.factories import UserFactory
from tests.stories import early_loaf
from tests.testbed.house import forget_what_was_cached

START = {
    "name": "Whiteladies Bistro",
    "contact": "Marta Nowak",
    "email": "marta@whiteladies.example",
    "postcode": "bs8 2py",
}
BUSINESS = {
    "business": "restaurant",
    "vat_number": "GB 980 7806 84",
    "phone": "0117 496 0112",
    "website": "whiteladies.example",
}
ADDRESSES = {
    "line1": "77 Whiteladies Road",
    "line2": "",
    "town": "Bristol",
    "postcode": "BS8 2PY",
    "access_notes": "Through the yard.\r\nRing twice.",
    "bills_to": "same",
}
ORDER = {"wants": "Sourdough and baguettes.", "weekly": "60 loaves", "weekdays": ["1", "4"]}
LIST = "/dashboard/applications/"
STEPS = {"business": BUSINESS, "addresses": ADDRESSES, "order": ORDER}


@pytest.fixture(autouse=True)
def no_limits():
    forget_what_was_cached()


@pytest.fixture
def cafe(db):
    return early_loaf()


@pytest.fixture
def sam(db):
    return UserFactory(
        email="sam@cafedjango.example", first_name="Sam", last_name="Hill", is_staff=True, groups=["Sales"]
    )


def begun(client: Client, **changes) -> str:
    """The key of an application that was just begun."""
    answer = client.post(reverse("applying:apply"), {**START, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.split("/")[-3]


def page(key: str, step: str) -> str:
    return f"/wholesale/apply/{key}/{step}/"


def filled_in(client: Client, **changes) -> str:
    key = begun(client, **changes)
    for step, answers in STEPS.items():
        assert client.post(page(key, step), answers).status_code == 302
    return key


def sent(client: Client, **changes) -> Application:
    key = filled_in(client, **changes)
    assert client.post(page(key, "check"), {"agrees": "on"}).url == page(key, "sent")
    return keys.application_of(key)


def letters(to: str) -> list[Message]:
    return list(Message.objects.filter(recipients=to).order_by("pk"))


def address(application, verb=""):
    return f"{LIST}{application.pk}/{verb and verb + '/'}"


def offer(cafe, **changes):
    data = {"name": "Whiteladies Bistro", "cafe": cafe.pk, "terms": "net_14", "credit_limit": "1500", **changes}
    return {f"approve-{name}": value for name, value in data.items()}


def made(cafe=None, **fields):
    """An application as it lies with us, without the way there."""
    fields = {"name": "Bistro", "email": "a@example.com", "status": domain.SENT, "postcode": "BS8 2PY"} | fields
    return Application.objects.create(cafe=cafe, sent_at=timezone.now(), **fields)
