"""Lists that people of an account keep of what they order again and again."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from shop.pad.domain.remembered import LONGEST_NAME, Noted


class SavedList(models.Model):
    """Shared: all who may order for the account see it and save over it. Else its owner alone."""

    account = models.ForeignKey("trade.TradeAccount", on_delete=models.PROTECT, related_name="saved_lists")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME, help_text="Monday bread, For the market.")
    is_shared = models.BooleanField("everybody who orders for the account sees it", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = [Lower("name"), "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["account", "is_shared"])]
        constraints = [
            models.CheckConstraint(name="saved_list_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint("account", Lower("name"), condition=Q(is_shared=True), name="shared_list_once"),
            models.UniqueConstraint(
                "account", "owner", Lower("name"), condition=Q(is_shared=False), name="own_list_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ListLine(models.Model):
    """Goods that go stay named. price: of one, without tax, as it was when the line was saved."""

    list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", null=True, on_delete=models.SET_NULL, related_name="+")
    sku = models.CharField(max_length=128)
    title = models.CharField(max_length=255)
    quantity = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["list", "product"], name="goods_once_a_list"),
            models.CheckConstraint(name="list_line_has_a_quantity", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def noted(self) -> Noted:
        return Noted(self.product_id, self.title, self.quantity, self.price)


class ListChange(models.Model):
    """Who did what to a list. It stays when the list goes."""

    account = models.ForeignKey("trade.TradeAccount", on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(SavedList, null=True, on_delete=models.SET_NULL, related_name="changes")
    of = models.CharField(max_length=LONGEST_NAME)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["list", "-at"])]

    def __str__(self) -> str:
        return f"{self.of}: {self.what}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("What was recorded stays as it is.")
        super().save(**kwargs)
