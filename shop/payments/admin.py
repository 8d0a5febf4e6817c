"""For looking only. What moved is a record, and what is wished is carried out by actions."""

from django.contrib import admin

from shop.payments.models import Difference, Payment, Posting, Reconciliation, Refund, Share, Transfer
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
