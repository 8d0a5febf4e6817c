"""What changed between the page that was shown and the order that would be placed, to the penny and in plain words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from shop.ordering.quoting import Line, Part, Quote, differences

RYE = Line(1, "Rye loaf", 2, Decimal("3.20"), Decimal("6.40"))
BUN = Line(2, "Bun", 1, Decimal("1.00"), Decimal("1.00"))


def quote(*lines, charge="0.00", deposited="0.00", total=None):
    goods = sum(line.amount for line in lines)
    total = Decimal(total) if total else goods + Decimal(charge) + Decimal(deposited)
    return Quote(7, "GBP", (Part(3, "Early Loaf", lines, Decimal(charge), Decimal(deposited), total),))


def test_what_is_the_same_is_no_difference():
    assert differences(quote(RYE, BUN), quote(RYE, BUN)) == []


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            quote(replace(RYE, price=Decimal("3.40"), amount=Decimal("6.80")), BUN),
            "The price of Rye loaf was £3.20 and is £3.40.",
        ),
        (
            quote(replace(RYE, amount=Decimal("5.40")), BUN),
            "Rye loaf came to £6.40 and comes to £5.40 now.",
        ),
        (quote(replace(RYE, quantity=5, amount=Decimal("16.00")), BUN), "Rye loaf: it was 2 and is 5."),
        (quote(RYE), "Bun is no longer in your basket."),
        (quote(RYE, BUN, replace(BUN, pk=9, title="Tart")), "Tart is in your basket now: 1 for £1.00."),
        (quote(RYE, BUN, charge="4.80"), "Delivery from Early Loaf: it was £0.00 and is £4.80."),
        (quote(RYE, BUN, deposited="2.00"), "Deposits of Early Loaf: it was £0.00 and is £2.00."),
        (quote(RYE, BUN, total="7.50"), "The total was £7.40 and is £7.50."),
    ],
)
def test_each_difference_is_said_once(now, words):
    assert differences(quote(RYE, BUN), now) == [words]


def test_what_is_sent_along_comes_back_as_it_was():
    sent = quote(RYE, replace(BUN, title="Bün “special”"), charge="4.80")
    assert Quote.unpacked(sent.packed()) == sent
