"""Messages after a change: offers gained and lost, without Oscar's repeated total."""

from oscar.apps.basket import utils


class BasketMessageGenerator(utils.BasketMessageGenerator):
    def get_new_total_messages(self, basket, include_buttons=True):
        return []
