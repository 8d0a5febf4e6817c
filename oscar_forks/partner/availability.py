"""Oscar's availability policies, in the words of the shop. How much may be bought at once holds in each of them."""

from oscar.apps.partner import availability

from shop.goods import supply
from shop.goods.quantities import Quantities


class Words:
    num_available: int | None = None
    quantities = Quantities()

    @property
    def words(self):
        return supply.stock_words(self.num_available)

    @property
    def message(self):
        return self.words.text

    short_message = message

    def terms(self, quantity):
        """Why so many aren't sold at once, whatever is there; empty if they are."""
        return self.quantities.refusal(quantity)

    def refusal(self, quantity):
        return self.terms(quantity)

    @property
    def is_available_to_buy(self):
        """The least that one has to order; Oscar asks for one."""
        return not self.refusal(self.quantities.first)

    def is_purchase_permitted(self, quantity):
        reason = self.refusal(quantity)
        return not reason, reason


class Available(Words, availability.Available):
    """Stock is not counted."""

    def __init__(self, quantities=Words.quantities):
        self.quantities = quantities


class ToOrder(Available):
    def __init__(self, lead_days, capacity, quantities):
        super().__init__(quantities)
        self.lead_days, self.capacity = lead_days, capacity

    @property
    def words(self):
        return supply.to_order_words(self.lead_days)

    def terms(self, quantity):
        return super().terms(quantity) or supply.over_capacity(self.quantities, self.capacity, quantity)


class StockRequired(Words, availability.StockRequired):
    num_available: int

    def __init__(self, num_available, quantities=Words.quantities):
        super().__init__(num_available)
        self.quantities = quantities

    def refusal(self, quantity):
        """The tightest first: what is sold out has no terms, and no more than the terms allow is worth counting."""
        sold_out = supply.refusal(self.num_available, 1)
        return sold_out or self.terms(quantity) or supply.refusal(self.num_available, quantity)


class Unavailable(availability.Unavailable):
    def __init__(self, words=supply.NOT_SOLD):
        self.words = words

    @property
    def message(self):
        return self.words.text

    def terms(self, quantity):
        if self.words == supply.NOT_SOLD:
            return "This can't be bought at present."
        return f"This can't be bought now. {self.words.text}."

    def is_purchase_permitted(self, quantity):
        return False, self.terms(quantity)
