from decimal import Decimal

import pytest
from django.test import Client

from tests.factories import PASSWORD, BasketFactory, CafeFactory, OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_made_person_can_sign_in():
    person = UserFactory(groups=["Tasters"], permissions=["partner.view_partner"])
    assert Client().login(email=person.email, password=PASSWORD)
    assert person.has_perm("partner.view_partner")
    assert [group.name for group in person.groups.all()] == ["Tasters"]


def test_a_made_cafe_has_its_partner_and_people():
    baker = UserFactory()
    cafe = CafeFactory(name="Rise", staff=[baker])
    assert (cafe.partner.name, cafe.slug, list(cafe.partner.users.all())) == ("Rise", "rise", [baker])


def test_a_made_order_costs_what_its_lines_say_and_reserves_its_stock():
    loaf = ProductFactory(price=Decimal("3.20"), num_in_stock=5)
    order = OrderFactory(lines=[(loaf, 2)])
    record = loaf.stockrecords.get()
    assert (order.total_incl_tax, record.num_allocated, order.basket.status) == (Decimal("6.40"), 2, "Submitted")


def test_a_visitors_basket_belongs_to_nobody_yet():
    basket = BasketFactory(owner=None, lines=[(ProductFactory(price=Decimal("2.00")), 3)])
    assert (basket.owner, basket.total_incl_tax) == (None, Decimal("6.00"))
