"""A company whose buyer may order for ten pounds by herself, and what she sends to be let through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from shop.ordering.models import Approval
from shop.rounds.actions.making import make_rounds
from tests.factories import BasketFactory, LocationFactory, MemberFactory, ProductFactory
from tests.shop.ordering.checkouts import a_cafe
from tests.shop.ordering.page import look, send

LIMIT = 10


@dataclass
class Team:
    """Ada asks, Arthur approves."""

    cafe: Any
    ada: Any
    arthur: Any
    loaf: Any
    now: datetime

    @property
    def account(self) -> Any:
        return self.ada.account

    def as_(self, member: Any) -> Client:
        client = Client()
        client.force_login(member.user)
        return client

    def asks(self, quantity: int = 5, **typed: str) -> Approval:
        answer = send_for_approval(self.as_(self.ada), self.ada, [(self.loaf, quantity)], **typed)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return Approval.objects.latest("pk")


def a_team(now: datetime, **account: Any) -> Team:
    cafe = a_cafe()
    loaf = ProductFactory(title="Rye loaf", price="3.20", num_in_stock=50, cafe=cafe)
    about = {f"account__{name}": value for name, value in account.items()}
    ada = MemberFactory(
        **{"account__terms": "net_30", "account__credit_limit": 5000, "account__cafe": cafe} | about,
        role="buyer",
        spend_limit=LIMIT,
    )
    arthur = MemberFactory(account=ada.account, role="approver", user__first_name="Arthur", user__last_name="Approver")
    LocationFactory(account=ada.account, name="Kitchen", is_default=True)
    make_rounds(now=now)
    return Team(cafe, ada, arthur, loaf, now)


def send_for_approval(client: Client, member: Any, lines: list, **typed: str) -> Any:
    basket = get_model("basket", "Basket").open.filter(owner=member.user).first()
    if basket is None or basket.is_empty:
        get_model("basket", "Basket").objects.filter(owner=member.user, status="Open").delete()
        BasketFactory(owner=member.user, lines=lines)
    return send(client, look(client) | typed, asked="approval")


def page(name: str, approval: Approval) -> str:
    return reverse(f"customer:{name}", args=[approval.pk])


def order_of(approval: Approval) -> Any:
    """The one that stands."""
    return get_model("order", "Order").objects.get(approving__approval=approval, approving__replaced_by=None)
