"""Payments in whatever trouble, written as they stand in the database."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shop.payments.models import Payment, Transfer
from tests.factories import OrderFactory, ProductFactory, UserFactory


@pytest.fixture
def pays(db) -> Callable[..., Payment]:
    """One payment for an order of each total. came_in: what is written as come in, of each."""

    def write(
        *totals: str,
        state: str = "paid",
        gateway: str = "bank",
        status: str = "Received",
        came_in: str | None = None,
        cafe: Any = None,
        order: Any = None,
        **about: Any,
    ) -> Payment:
        now = timezone.now()
        orders = [order] if order else [an_order(total, status, cafe) for total in totals or ("12.50",)]
        payment = Payment.objects.create(
            checkout=uuid4().hex,
            gateway=gateway,
            amount=sum(each.total_incl_tax for each in orders),
            currency="GBP",
            reference=f"Order {', '.join(each.number for each in orders)}",
            **{
                "state": state,
                "number": f"T-{uuid4().hex[:8]}",
                "expires_at": now + timedelta(minutes=30),
                "settled_at": None if state in ("waiting", "asked") else now,
            }
            | about,
        )
        for each in orders:
            share = payment.shares.create(order=each, amount=each.total_incl_tax)
            if state == "paid":
                amount = Decimal(came_in) if came_in is not None else each.total_incl_tax
                moves(share, amount)
        return payment

    return write


def an_order(total: str, status: str, cafe: Any) -> Any:
    product = ProductFactory(price=Decimal(total), **({"cafe": cafe} if cafe else {}))
    order = OrderFactory(lines=[(product, 1)], status=status, total_incl_tax=Decimal(total))
    get_model("order", "Order").objects.filter(pk=order.pk).update(contact_name="Rosa Marsh")
    return order


def moves(share: Any, amount: Decimal, kind: str = "charge", **about: Any) -> Transfer:
    return Transfer.objects.create(
        share=share, kind=kind, amount=amount, gateway="bank", number=f"{kind}-{uuid4().hex[:8]}", **about
    )


@pytest.fixture
def staff(client):
    client.person = UserFactory(is_staff=True, groups=["Operations"])
    client.force_login(client.person)
    return client


@pytest.fixture
def of_a_cafe(client):
    """Somebody of a café, who may see payments, and pay them back."""

    def sign_in(cafe: Any, *rights: str) -> Any:
        user = UserFactory(permissions=["partner.dashboard_access", *rights])
        cafe.partner.users.add(user)
        client.force_login(user)
        return client

    return sign_in
