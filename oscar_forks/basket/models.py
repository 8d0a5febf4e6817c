"""A basket: at most one open one a person, and gone for good once it became an order."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from oscar.apps.basket.abstract_models import AbstractBasket

from shop.goods.queries import pictured


class Basket(AbstractBasket):
    class Meta(AbstractBasket.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(status=AbstractBasket.OPEN), name="one_open_basket_an_owner"
            )
        ]

    _lines: Any

    def all_lines(self):
        """All that pricing, stock words and the basket's page ask of the lines, in one go."""
        if self.id is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__product_class", "product__parent__product_class", "stockrecord__partner"
                )
                .prefetch_related("attributes__option", pictured("product__images", "line"))
                .order_by("pk")
            )
        return self._lines

    @property
    def num_lines(self):
        return len(self.all_lines())

    def add_product(self, product, quantity=1, options=None):
        """Two clicks at once add up: the second waits for the first."""
        with transaction.atomic():
            self.hold()
            return super().add_product(product, quantity, options)

    add_product.alters_data = True  # type: ignore[attr-defined]
    add = add_product

    def hold(self):
        """Keep others from changing this basket until the transaction ends; refuse if one of them has ordered it."""
        held = type(self).objects.select_for_update().filter(pk=self.pk).values_list("status", flat=True).first()
        if held not in (None, *self.editable_statuses):
            raise PermissionDenied(f"This basket is {held.lower()}.")
        self.reset_offer_applications()

    def thaw(self):
        """Only a frozen basket opens again: one that another request has submitted meanwhile stays submitted.

        If its owner has begun another basket, the goods join that one.
        """
        try:
            with transaction.atomic():
                type(self).objects.filter(pk=self.pk, status=self.FROZEN).update(status=self.OPEN)
        except IntegrityError:
            type(self).open.get(owner=self.owner_id).merge(self, add_quantities=False)
        self.refresh_from_db(fields=["status"])


from oscar.apps.basket.models import *
