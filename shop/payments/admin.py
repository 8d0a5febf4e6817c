"""For looking only. What moved is a record, and what is wished is carried out by actions."""

from django.contrib import admin

from shop.payments.models import Payment, Refund, Share, Transfer
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
