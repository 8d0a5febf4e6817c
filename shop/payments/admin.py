"""For looking only. What moved is a record, and what is wished is carried out by actions."""

from django.contrib import admin

from shop.payments.models import (
    Difference,
    Dispute,
    Exchange,
    Handling,
    KeptCard,
    Payment,
    Posting,
    Reconciliation,
    Refund,
    Share,
    Transfer,
)
from shop.trade.admin import ForLooking


class ShareInline(ForLooking, admin.TabularInline):
    model = Share
    fields = ["order", "amount"]


@admin.register(Payment)
class PaymentAdmin(ForLooking, admin.ModelAdmin):
    """Without the token: whoever has it may see the payment's page."""

    list_display = ["created_at", "reference", "gateway", "amount", "currency", "state", "number", "reason"]
    list_filter = ["state", "gateway", "currency"]
    search_fields = ["reference", "number", "checkout"]
    date_hierarchy = "created_at"
    exclude = ["token"]
    inlines = [ShareInline]


@admin.register(Refund)
class RefundAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["asked_at", "share", "amount", "state", "number", "reason", "failure", "by"]
    list_filter = ["state"]
    list_select_related = ["share__order", "by"]
    search_fields = ["number", "share__order__number"]


@admin.register(Transfer)
class TransferAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "share", "kind", "amount", "gateway", "number", "by"]
    list_filter = ["kind", "gateway"]
    list_select_related = ["share__order", "by"]
    search_fields = ["number", "share__order__number"]
    date_hierarchy = "at"


@admin.register(KeptCard)
class KeptCardAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["kept_at", "__str__", "ends", "user", "account", "forgotten_at"]
    list_filter = ["brand", ("forgotten_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "account"]
    search_fields = ["last4", "user__email", "account__name"]
    date_hierarchy = "kept_at"


@admin.register(Dispute)
class DisputeAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["opened_at", "payment", "amount", "state", "reason", "answer_by", "closed_at"]
    list_filter = ["state"]
    list_select_related = ["payment"]
    search_fields = ["number", "payment__number", "payment__reference"]


@admin.register(Exchange)
class ExchangeAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "payment", "what", "said", "words", "times", "took"]
    list_filter = ["what", "said"]
    list_select_related = ["payment"]
    search_fields = ["payment__number", "payment__reference", "key"]
    date_hierarchy = "at"


@admin.register(Handling)
class HandlingAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "payment", "what", "trouble", "words", "by"]
    list_filter = ["what"]
    list_select_related = ["payment", "by"]
    search_fields = ["payment__number", "payment__reference", "words"]


@admin.register(Posting)
class PostingAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "account", "cafe", "words", "amount", "currency", "by"]
    list_filter = ["cafe", "currency"]
    list_select_related = ["account", "cafe__partner", "transfer", "by"]
    search_fields = ["account__name", "transfer__number", "transfer__share__order__number"]
    date_hierarchy = "at"


@admin.register(Reconciliation)
class ReconciliationAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["began_at", "ended_at", "asked", "unheard"]


@admin.register(Difference)
class DifferenceAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["found_at", "kind", "words", "order", "gone_at"]
    list_filter = ["kind", ("gone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["order"]
    search_fields = ["words", "order__number", "payment__number"]
    date_hierarchy = "found_at"
