"""The order comes first: a basket becomes one order a café, with its stock, its rounds and the wish to be paid, or
nothing at all. Nobody outside is asked for anything before that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from shop.ordering import domain
from shop.ordering.actions import writing
from shop.ordering.actions.claiming import check_terms, check_unchanged, claim_basket
from shop.ordering.actions.confirming import receive_placed
from shop.ordering.actions.giving import use_offers
from shop.ordering.drafts import Checkout, Draft
from shop.ordering.promising import promised_for
from shop.payments.actions.opening import CARD, open_payment
from shop.payments.domain import Portion
from shop.payments.models import Payment
from shop.payments.promises import AT_ONCE
from shop.rounds.actions.holding import Place, hold_places
from shop.rounds.actions.reaching import Way, check_ways
from shop.rounds.models import Round
from shop.stock.reserving import hold
from shop.trade.models import TradeAccount


@dataclass(frozen=True)
class Placed:
    orders: tuple[Any, ...]
    payment: Payment


@transaction.atomic
def place(*, checkout: Checkout, now: datetime) -> Placed:
    """Locks are taken in one order by whoever places: account, basket, rounds, stock, offers."""
    orders = write(checkout=checkout, now=now)
    payment = open_payment(
        checkout=checkout.name,
        portions=[Portion(order.pk, order.number, order.total_incl_tax) for order in orders],
        currency=checkout.currency,
        by_way_of=checkout.pays_by,
        account=checkout.buyer.account,
        promise=promised_for(orders) if checkout.pays_by == CARD else AT_ONCE,
        beyond_limit=checkout.beyond_limit,
        kept_until=checkout.kept_until,
        now=now,
    )
    if payment.is_settled:
        receive_placed(orders=orders)
    return Placed(tuple(orders), payment)


def write(*, checkout: Checkout, now: datetime) -> list[Any]:
    """The orders with all that they hold, in the caller's transaction; nobody has to pay yet."""
    check_account(checkout)
    check_currencies(checkout)
    claim_basket(basket=checkout.basket)
    rounds = hold_places(places=[_place(draft) for draft in checkout.drafts], now=now)
    check_ways(ways=[_way(draft, rounds) for draft in checkout.drafts])
    counted = hold(lines=checkout.basket.all_lines())
    check_unchanged(basket=checkout.basket)
    check_terms(basket=checkout.basket)
    orders = writing.write_orders(checkout=checkout, counted=counted, now=now)
    use_offers(checkout=checkout, orders=orders, now=now)
    return orders


def _place(draft: Draft) -> Place:
    return Place(draft.round, draft.lines, draft.slot, draft.weight, draft.is_late)


def _way(draft: Draft, rounds: dict[int, Round]) -> Way:
    postcode = draft.address.postcode if draft.address else ""
    return Way(draft.cafe, rounds[draft.round.pk], draft.part.amounts.net, postcode)


def check_account(checkout: Checkout) -> None:
    """As it is now: it may have been closed, or its limit used up, since the page was drawn."""
    account = checkout.buyer.account
    if account is None:
        return
    fresh = TradeAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if fresh.is_closed:
        raise domain.AccountIsClosed
    if fresh.requires_po and not checkout.po_number:
        raise domain.NeedsPurchaseOrder


def check_currencies(checkout: Checkout) -> None:
    currencies: Sequence[str] = sorted({draft.cafe.currency for draft in checkout.drafts})
    if len(currencies) > 1:
        raise domain.SeveralCurrencies(*currencies)
