"""Oscar's availability policies, in the words of the shop."""

from oscar.apps.partner import availability

from shop.goods import domain


class Words:
    num_available: int | None = None

    @property
    def words(self):
        return domain.stock_words(self.num_available)

    @property
    def message(self):
        return self.words.text

    short_message = message


class Available(Words, availability.Available):
    """Stock is not counted."""


class StockRequired(Words, availability.StockRequired):
    num_available: int

    def is_purchase_permitted(self, quantity):
        reason = domain.refusal(self.num_available, quantity)
        return not reason, reason


class Unavailable(availability.Unavailable):
    words = domain.StockWords("Not available", "none")
    message = words.text

    def is_purchase_permitted(self, quantity):
        return False, "This can't be bought at present."
