"""What was ordered as a guest joins an account once the address is shown to be its owner's, and never before."""

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.utils import timezone

from shop.ordering.actions.joining import join_guest_orders
from tests.factories import MemberFactory, OrderFactory, UserFactory
from tests.shop.ordering.orders import ordered, ordered_as_guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def order(now):
    return ordered_as_guest("Gwen@Example.com", now=now)


def owner(order):
    order.refresh_from_db()
    return order.user


def test_a_guests_order_is_there_after_sign_in_however_the_address_was_written(order, client):
    gwen = UserFactory(email="gwen@example.com")
    client.force_login(gwen)
    assert owner(order) == gwen
    assert order.number in client.get("/account/orders/").content.decode()
    assert order.notes.filter(note_type="System").count() == 1


def test_an_address_that_nobody_confirmed_brings_nothing(order, client):
    thief = UserFactory(email="gwen@example.com", verified=False)
    client.force_login(thief)
    assert owner(order) is None
    EmailAddress.objects.filter(user=thief).update(verified=True)
    email_confirmed.send(sender=EmailAddress, request=None, email_address=EmailAddress.objects.get(user=thief))
    assert owner(order) == thief


def test_what_is_somebodys_stays_theirs(order, now):
    gwen, later = UserFactory(email="gwen@example.com"), UserFactory(email="later@example.com")
    assert join_guest_orders(user=gwen, now=now) == 1
    EmailAddress.objects.create(user=later, email="gwen@example.com", verified=False)
    EmailAddress.objects.filter(user=gwen).delete()
    EmailAddress.objects.filter(user=later).update(verified=True)
    assert join_guest_orders(user=later, now=now) == 0
    assert owner(order) == gwen


def test_an_order_without_an_address_joins_nobody(now):
    """A deleted person's: its guest_email is empty, as theirs may be who never gave one."""
    bare = OrderFactory()
    type(bare).objects.update(user=None)
    UserFactory(email="")
    assert join_guest_orders(user=UserFactory(), now=now) == 0
    assert owner(bare) is None


def test_a_companys_order_is_never_a_guests(now):
    placed = ordered(MemberFactory(account__terms="net_30", account__credit_limit=500), now=now)[0]
    type(placed).objects.update(user=None, guest_email="gwen@example.com")
    assert join_guest_orders(user=UserFactory(email="gwen@example.com"), now=now) == 0


@pytest.mark.parametrize(
    ("guest", "confirmed"),
    [
        ("mike@example.com", "m\u0131ke@example.com"),  # dotless i: its capital is I
        ("mike@example.com", "mi\u212ae@example.com"),  # the Kelvin sign: its small letter is k
        ("m\u0131ke@example.com", "mike@example.com"),
        ("mike@example.com.evil.test", "mike@example.com"),
        ("mike_@example.com", "mikex@example.com"),
        ("%@example.com", "mike@example.com"),
    ],
)
def test_addresses_that_only_look_alike_bring_nothing(now, guest, confirmed):
    order = ordered_as_guest(guest, now=now)
    user = UserFactory(email="somebody@example.com")
    EmailAddress.objects.filter(user=user).update(email=confirmed)
    join_guest_orders(user=user, now=now)
    assert owner(order) is None
