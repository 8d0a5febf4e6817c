"""Offers are asked of each line of a basket, again and again: what their ranges hold is asked once (`ranges`)."""

from oscar.apps.offer.abstract_models import AbstractBenefit, AbstractCondition, AbstractConditionalOffer, AbstractRange


def with_its_range(made, of):
    """Oscar makes a new proxy for each question, and each would fetch its range anew."""
    if made is not of and "range" in of._state.fields_cache:
        made.range = of.range
    return made


class ConditionalOffer(AbstractConditionalOffer):
    class Meta(AbstractConditionalOffer.Meta):
        abstract = False

    # With which it may be combined on the same goods, whoever of the two named the other; said by the applicator.
    names_partners = False
    partners: frozenset[int] = frozenset()

    def goes_with(self, other):
        return not (self.names_partners or other.names_partners) or other.pk in self.partners


class Benefit(AbstractBenefit):
    class Meta(AbstractBenefit.Meta):
        abstract = False

    def proxy(self):
        return with_its_range(super().proxy(), self)


class Condition(AbstractCondition):
    class Meta(AbstractCondition.Meta):
        abstract = False

    def proxy(self):
        return with_its_range(super().proxy(), self)


class Range(AbstractRange):
    class Meta(AbstractRange.Meta):
        abstract = False

    # By product, as far as it has been asked.
    known: dict[int, bool] | None = None

    def contains_product(self, product):
        if self.known is not None and product.pk in self.known:
            return self.known[product.pk]
        return super().contains_product(product)


from oscar.apps.offer.models import *
