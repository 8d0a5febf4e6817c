"""An account's own page says what it has ordered and still has to pay, to those who may know."""

from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from shop.trade.domain import PREPAY
from tests.factories import MemberFactory, ProductFactory
from tests.shop.ordering.orders import member, ordered

pytestmark = pytest.mark.django_db


def page(of):
    client = Client()
    client.force_login(of.user)
    return " ".join(client.get("/account/").text.split())


def test_what_is_owed_and_what_is_left_of_the_limit_is_said_to_whom_it_concerns():
    owner = member()
    owner.account.credit_limit = D("100.00")
    owner.account.save()
    ordered(owner, now=timezone.now(), lines=[(ProductFactory(price=D("20.00"), num_in_stock=9), 2)])
    said = page(owner)
    assert "Ordered, and still to be paid" in said
    assert "£40.00" in said
    assert "Another £60.00 can be ordered on account." in said
    assert "still to be paid" not in page(MemberFactory(account=owner.account, role="buyer"))


def test_who_pays_with_the_order_owes_nothing_and_reads_nothing_of_it():
    owner = MemberFactory(account__terms=PREPAY)
    assert "still to be paid" not in page(owner)
