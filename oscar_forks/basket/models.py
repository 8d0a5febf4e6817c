"""A basket: at most one open one a person, and gone for good once it became an order."""

from django.db import models
from django.db.models import Q
from oscar.apps.basket.abstract_models import AbstractBasket


class Basket(AbstractBasket):
    class Meta(AbstractBasket.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(status=AbstractBasket.OPEN), name="one_open_basket_an_owner"
            )
        ]

    def thaw(self):
        """Only a frozen basket opens again: one that another request has submitted meanwhile stays submitted."""
        if type(self).objects.filter(pk=self.pk, status=self.FROZEN).update(status=self.OPEN):
            self.status = self.OPEN
        else:
            self.refresh_from_db(fields=["status"])


from oscar.apps.basket.models import *  # noqa: E402, F403
