"""What an order keeps beside Oscar's rows."""

from django.conf import settings
from django.db import models

from shop.ordering.asked import Approval, ApprovalPart

__all__ = ["Approval", "ApprovalPart", "Flag", "OrderDeposit", "OrderLetter"]


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


class OrderLetter(models.Model):
    """A copy of what was written about an order, kept with it: the outbox forgets. subject, body and envelope as a
    message of the outbox has them, so that whoever reads one reads the other."""

    RECEIVED, TO_CAFE, LAPSED, PAID_AFTER_ALL = "received", "to_cafe", "lapsed", "after_all"
    MOVED, CANCELLED, DUE = "moved", "cancelled", "due"
    TO_APPROVER, APPROVED, DECLINED = "to_approver", "approved", "declined"
    KINDS = {
        RECEIVED: "Confirmation",
        TO_CAFE: "Word to the café",
        LAPSED: "It has lapsed",
        PAID_AFTER_ALL: "Paid after all",
        MOVED: "It has a new day",
        CANCELLED: "It is cancelled by us",
        DUE: "Something is to be paid",
        TO_APPROVER: "Word to who approves",
        APPROVED: "It is approved",
        DECLINED: "It is declined",
    }

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    at = models.DateTimeField()
    recipient = models.EmailField()
    subject = models.TextField()
    body = models.TextField()
    envelope = models.JSONField()
    message = models.OneToOneField("outbox.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who sent it again."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipient}"
