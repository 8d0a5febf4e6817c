"""Goods that are sold in another currency than an account buys in. One basket can't hold both, so they have no row on
the pad; where they stand is said."""

from dataclasses import dataclass

from babel.numbers import get_currency_name


@dataclass(frozen=True)
class Abroad:
    """A café, its currency and how many goods it has; ours: in which the account buys."""

    cafe: str
    currency: str
    goods: int
    ours: str

    @property
    def words(self) -> str:
        where = "is what it sells" if self.goods == 1 else f"are its {self.goods} goods"
        in_theirs = f"{self.cafe} sells in {named(self.currency)}, and this pad is in {named(self.ours)}"
        return f"{in_theirs}. In the shop {where}, for a basket of their own."


def refusal(cafe: str, theirs: str, ours: str) -> str:
    """Of a line that means such goods."""
    return (
        f"{cafe} sells this in {named(theirs)}, and this pad is in {named(ours)}. "
        "Order it in the shop, in a basket of its own."
    )


def named(currency: str) -> str:
    """ "euros"."""
    return str(get_currency_name(currency, count=2, locale="en_GB"))
