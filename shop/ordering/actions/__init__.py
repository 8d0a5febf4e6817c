"""What happens to an order as a whole: it takes its basket once, and moves through its states with its stock."""

from shop.ordering.actions.claiming import check_terms, check_unchanged, claim_basket
from shop.ordering.actions.states import change_state, move_stock

__all__ = ["change_state", "check_terms", "check_unchanged", "claim_basket", "move_stock"]
