"""What an order keeps beside Oscar's rows."""

from django.conf import settings
from django.db import models


class OrderDeposit(models.Model):
    """Crates and bottles that came with an order: counted, as well as in money. As they were when it was placed."""

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="deposits")
    deposit = models.ForeignKey("goods.Deposit", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    price = models.DecimalField(max_digits=9, decimal_places=2)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} × {self.name}"

    @property
    def amount(self):
        return self.price * self.count


class Flag(models.Model):
    """What staff have to look at in an order, and who did."""

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="flags")
    at = models.DateTimeField()
    words = models.CharField(max_length=300)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["order"], condition=models.Q(settled_at=None), name="open_flags")]

    def __str__(self) -> str:
        return self.words
