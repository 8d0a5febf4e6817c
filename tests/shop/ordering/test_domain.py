import pickle

import pytest

from shop.ordering import domain
from shop.refusals import Refusal
from shop.stock import domain as stock

REFUSALS = [
    (domain.CantBecome("3KT", "In progress", "Issued"), "Order 3KT is in progress, so it can't become issued."),
    (domain.AlreadyOrdered("3KT"), "This basket has been ordered already: it is order 3KT."),
    (domain.BasketClosed(), "This basket is closed. Look at your basket again; nothing has been ordered."),
    (domain.BasketChanged(), "Your basket was changed in another window. Check it once more, then order."),
    (domain.BasketEmpty(), "Your basket is empty."),
    (stock.NotEnough("Rye loaf", 3, 2), "Only 2 left of Rye loaf; you asked for 3."),
    (stock.NotEnough("Rye loaf", 3, 0), "Rye loaf is sold out."),
    (stock.NoLongerSold("Rye loaf"), "Rye loaf is no longer sold."),
    (stock.NotReserved("Rye loaf", 3), "3 of Rye loaf can't go out: that many are not reserved."),
    (
        stock.BelowPromised("Rye loaf", 2, 5),
        "5 of Rye loaf are promised to orders, so the number in stock can't be 2. Cancel or change an order first.",
    ),
]


@pytest.mark.parametrize(("refusal", "words"), REFUSALS, ids=lambda value: type(value).__name__)
def test_a_refusal_is_read_as_it_is_and_survives_being_raised_and_sent(refusal, words):
    with pytest.raises(Refusal) as raised:
        raise refusal
    raised.value.__traceback__ = None
    assert str(raised.value) == words
    assert str(pickle.loads(pickle.dumps(refusal))) == words


@pytest.mark.parametrize("state", domain.PIPELINE)
def test_every_order_can_come_to_an_end(state):
    reached, ahead = set(), [state]
    while ahead:
        reached.add(now := ahead.pop())
        ahead += set(domain.PIPELINE[now]) - reached
    assert reached & (domain.GIVES_STOCK_BACK | domain.TAKES_STOCK_OUT)


@pytest.mark.parametrize("end", [domain.ISSUED, domain.CANCELLED, domain.LAPSED])
def test_nothing_follows_an_end(end):
    assert not any(domain.may_follow(end, to) for to in domain.PIPELINE)


def test_only_an_order_that_waits_can_lapse():
    assert [state for state in domain.PIPELINE if domain.may_follow(state, domain.LAPSED)] == [domain.PENDING]
