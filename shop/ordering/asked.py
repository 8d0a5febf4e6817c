"""Orders that wait for somebody else of the account to let them through, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from shop.ordering import approvals


class Approval(models.Model):
    """One for all orders of a checkout. closes_at: the earliest moment after which one of them can't go any more."""

    account = models.ForeignKey("trade.TradeAccount", on_delete=models.PROTECT, related_name="approvals")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    pays_by = models.CharField(max_length=20)
    word = models.TextField("word of the buyer", max_length=approvals.LONGEST_WORD, blank=True)
    closes_at = models.DateTimeField()
    until = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, blank=True, help_text="None once it was done.")
    state = models.CharField(max_length=10, choices=approvals.STATES, default=approvals.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("word of who decided", max_length=approvals.LONGEST_WORD, blank=True)
    changes = models.TextField(blank=True, help_text="What was changed when it was approved, in words.")
    pay_until = models.DateTimeField(null=True, blank=True, help_text="Until when it is kept for its payment.")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["account", "-asked_at"]),
            models.Index(fields=["until"], condition=Q(state=approvals.ASKED), name="approval_waiting"),
            models.Index(fields=["pay_until"], condition=Q(pay_until__isnull=False), name="approval_to_be_paid"),
        ]
        constraints = [
            models.CheckConstraint(name="approval_in_a_state", condition=Q(state__in=list(approvals.STATES))),
            models.CheckConstraint(
                name="approval_decided_at_a_time",
                condition=Q(state=approvals.ASKED, decided_at=None)
                | ~Q(state=approvals.ASKED) & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: asked by {self.asked_by}"

    @property
    def is_waiting(self) -> bool:
        return self.state == approvals.ASKED

    @property
    def checkout(self) -> str:
        """What its payments are of."""
        return f"approval {self.pk}"


class ApprovalPart(models.Model):
    """An order that waits, or waited, for an approval. replaced_by: the one that was placed anew as it was changed."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="parts")
    order = models.OneToOneField("order.Order", on_delete=models.CASCADE, related_name="approving")
    replaced_by = models.ForeignKey(
        "order.Order", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.order} for {self.approval}"
