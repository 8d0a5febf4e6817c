"""All that the house knows about a person, as one file that they can read, and hand to another."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from shop.accounts.models import User
from shop.accounts.roles import MEMBER_ROLES
from shop.privacy import queries
from shop.privacy.inventory import HOLDINGS, Holding


def everything_about(user: User, *, now: datetime) -> dict[str, Any]:
    """Titles and names as people read them. Nothing about others, and nothing that opens a door."""
    addresses = queries.addresses_of(user)
    told: dict[str, Any] = {"Made": _readable(now), "About": user.email}
    for holding in HOLDINGS:
        if holding.title:
            found = queries.rows(holding, user=user, addresses=addresses).order_by("pk")
            told[holding.title] = [_told(holding, row) for row in found]
    told["Profile"] = {**told["Profile"][0], "Work in the house": [group.name for group in user.groups.all()]}
    return told


def _told(holding: Holding, row: models.Model) -> dict[str, Any]:
    told = {_label(row, name): _value(row, name) for name in holding.shown}
    return {**told, **MORE[holding.model](row)} if holding.model in MORE else told


def _label(row: models.Model, name: str) -> str:
    try:
        label = str(getattr(row._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        label = name
    label = label.replace("_", " ")
    return label[:1].upper() + label[1:]


def _value(row: models.Model, name: str) -> Any:
    choice = getattr(row, f"get_{name}_display", None)
    value = choice() if choice else getattr(row, name)
    return _readable(value() if callable(value) else value)


def _readable(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(name): _readable(each) for name, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_readable(each) for each in value]
    return str(value)


def _order(order: Any) -> dict[str, Any]:
    """With its lines and addresses, as they were when it was placed."""
    return {
        "Lines": [
            {
                "Product": line.title,
                "Quantity": line.quantity,
                "From": line.partner_name,
                "Price": _readable(line.line_price_incl_tax),
                "Your note": line.note,
            }
            for line in order.lines.all()
        ],
        "Goes out": _readable(order.round and order.round.date),
        "Delivered to": _address(order.shipping_address),
        "Invoiced to": _address(order.billing_address),
    }


def _address(address: Any) -> dict[str, Any] | None:
    if address is None:
        return None
    phone, notes = getattr(address, "phone_number", ""), getattr(address, "notes", "")
    lines = list(address.active_address_fields())
    return {"Address": lines, "Telephone": _readable(phone), "Notes": _readable(notes)}


def _basket(basket: Any) -> dict[str, Any]:
    lines = basket.lines.select_related("product")
    return {"Lines": [{"Product": line.product.get_title(), "Quantity": line.quantity} for line in lines]}


def _list(wish_list: Any) -> dict[str, Any]:
    return {"Products": [line.get_title() for line in wish_list.lines.all()]}


def _place(member: Any) -> dict[str, Any]:
    return {"What you may do there": sorted(MEMBER_ROLES[member.role].may)}


MORE: dict[str, Callable[[Any], dict[str, Any]]] = {
    "order.Order": _order,
    "basket.Basket": _basket,
    "wishlists.WishList": _list,
    "trade.Member": _place,
}
