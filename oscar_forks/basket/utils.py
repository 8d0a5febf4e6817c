"""Oscar's seams: messages after a change, without its repeated total, and how much of a line an offer may take."""

from oscar.apps.basket import utils


class BasketMessageGenerator(utils.BasketMessageGenerator):
    def get_new_total_messages(self, basket, include_buttons=True):
        return []


class LineDiscountRegistry(utils.LineDiscountRegistry):
    def available(self, offer=None):
        """By Oscar's rule, which asks the database of each pair of offers for each line: an exclusive offer takes what
        other exclusive ones have left, and none where another has been; all others share, unless staff named partners.
        """
        if offer is None:
            return super().available()
        others = [each for each in self.consumers if each != offer]
        if any(each.exclusive != offer.exclusive or not offer.goes_with(each) for each in others):
            return 0
        taken = sum(self.num_consumed(each) for each in others) if offer.exclusive else 0
        return max(0, self._line.quantity - taken - self.num_consumed(offer))
