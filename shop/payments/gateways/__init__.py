"""The ways to pay. A new one is a module here, and its line."""

from collections.abc import Mapping

from shop.payments import domain
from shop.payments.gateways.bank import Bank
from shop.payments.gateways.card import Card
from shop.payments.gateways.interface import Gateway
from shop.payments.gateways.on_account import OnAccount

GATEWAYS: Mapping[str, Gateway] = {gateway.code: gateway for gateway in (OnAccount(), Bank(), Card())}


def gateway(code: str) -> Gateway:
    if code not in GATEWAYS:
        raise domain.NoSuchWay
    return GATEWAYS[code]
