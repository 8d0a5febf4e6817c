"""Orders that were placed and confirmed as the shop does it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from shop.ordering.actions.confirming import receive
from shop.ordering.actions.placing import place
from shop.ordering.drafts import Buyer
from shop.payments.domain import PAID
from shop.payments.models import Payment
from tests.factories import BasketFactory, MemberFactory, ProductFactory
from tests.oscar_forks.basket.test_sums import as_read
from tests.shop.ordering.checkouts import checkout_of
from tests.testbed.letters import write_letters


def member(**about: Any) -> Any:
    return MemberFactory(account__terms="net_30", account__credit_limit=5000, **about)


def ordered(
    by: Any, *, now: datetime, lines: Iterable[tuple[Any, int]] = (), note: str = "", po_number: str = "", **round: Any
) -> list[Any]:
    """On account, and received."""
    basket = BasketFactory(owner=by.user, lines=list(lines) or [(ProductFactory(num_in_stock=50), 2)])
    checkout = checkout_of(basket, member=by, now=now, **round)
    placed = place(checkout=replace(checkout, note=note, po_number=po_number), now=now)
    write_letters()
    return fresh(placed.orders)


def ordered_as_guest(email: str, *, now: datetime, lines: Iterable[tuple[Any, int]] = (), **round: Any) -> Any:
    """Paid at the bank, and received."""
    basket = BasketFactory(owner=None, lines=list(lines) or [(ProductFactory(num_in_stock=50), 2)])
    basket = as_read(basket, RequestFactory(), AnonymousUser())
    nobody = member()
    checkout = checkout_of(basket, member=nobody, now=now, pays_by="bank", **round)
    placed = place(checkout=replace(checkout, buyer=Buyer(email=email, name="Gwen Guest")), now=now)
    Payment.objects.filter(pk=placed.payment.pk).update(state=PAID, number="TX-4711", settled_at=now)
    placed.payment.refresh_from_db()
    receive(payment=placed.payment, now=now)
    write_letters()
    [order] = fresh(placed.orders)
    return order


def fresh(orders: Iterable[Any]) -> list[Any]:
    orders = list(orders)
    for order in orders:
        order.refresh_from_db()
    return orders
