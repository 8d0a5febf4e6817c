"""Offers are asked of each line of a basket, again and again: what their ranges hold is asked once (`ranges`)."""

from django.db import models
from oscar.apps.offer.abstract_models import AbstractBenefit, AbstractCondition, AbstractConditionalOffer, AbstractRange
from oscar.core.loading import get_model

from shop.ordering.domain import GIVES_STOCK_BACK


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

    def get_num_user_applications(self, user):
        """Orders that came to nothing have used up nothing of what each customer may have."""
        given = get_model("order", "OrderDiscount").objects.filter(offer_id=self.pk, order__user=user)
        counting = given.exclude(order__status__in=GIVES_STOCK_BACK)
        return counting.aggregate(total=models.Sum("frequency"))["total"] or 0


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
