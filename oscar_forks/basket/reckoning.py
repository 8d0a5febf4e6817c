"""What a line of a basket comes to, for whoever reads it."""

from typing import Any

from oscar.apps.basket.abstract_models import AbstractLine

from oscar_forks.basket.sums import Deposited
from shop import money


class ReckonedLine(AbstractLine):
    class Meta(AbstractLine.Meta):
        abstract = True

    _priced: tuple[int, Any] | None = None

    @property
    def purchase_info(self):
        """Oscar remembers it for good; the price goes with the quantity."""
        if self._priced is None or self._priced[0] != self.quantity:
            self._priced = (self.quantity, self.basket.strategy.fetch_for_line(self, self.stockrecord))
        return self._priced[1]

    @property
    def is_net(self):
        return self.basket.strategy.net_first

    @property
    def amount(self):
        """After discounts, as its buyer reads prices: gross shown times quantity is gross charged."""
        shown = self.line_price_excl_tax_incl_discounts if self.is_net else self.line_price_incl_tax_incl_discounts
        return money.Line(money.half_up(shown), self.purchase_info.price.percent)

    @property
    def line_sum(self):
        """Before discounts, as its buyer reads prices."""
        return self.purchase_info.price.shown.first * self.quantity

    # What its buyer reads is reckoned, and the other is taken from it.
    @property
    def line_price_incl_tax(self):
        return self.taxed(self.line_price_excl_tax) if self.is_net else super().line_price_incl_tax

    @property
    def line_price_excl_tax(self):
        return super().line_price_excl_tax if self.is_net else self.untaxed(super().line_price_incl_tax)

    @property
    def line_price_incl_tax_incl_discounts(self):
        if self.is_net:
            return self.taxed(self.line_price_excl_tax_incl_discounts)
        gross = super().line_price_incl_tax
        return gross and gross - self.discounts.total

    @property
    def line_price_excl_tax_incl_discounts(self):
        if not self.is_net:
            return self.untaxed(self.line_price_incl_tax_incl_discounts)
        net = super().line_price_excl_tax
        return net and net - self.discounts.total

    def taxed(self, net):
        return net and money.with_tax(net, self.purchase_info.price.percent)

    def untaxed(self, gross):
        return gross and gross - money.tax_in(gross, self.purchase_info.price.percent)

    @property
    def unit_effective_price(self):
        """An offer reckons with the price that its buyer reads."""
        price = self.purchase_info.price
        return price.shown.first if price.exists else None

    def discount(self, discount_value, affected_quantity, incl_tax=True, offer=None):
        """In whole pennies off what the buyer reads, and never more than the line comes to."""
        left = self.line_sum - self.discounts.total
        given = min(money.half_up(discount_value), left)
        super().discount(given, affected_quantity, incl_tax=not self.is_net, offer=offer)

    @property
    def deposited(self):
        """Beside the goods, and in no minimum and no discount."""
        product = self.product
        return Deposited(product.deposit, self.quantity * product.deposit_count) if product.deposit else None
