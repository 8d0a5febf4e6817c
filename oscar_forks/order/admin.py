"""Django's admin shows orders. They change on their own pages, where stock, history and documents follow."""

from django.contrib import admin
from oscar.apps.order import admin as oscar
from oscar.apps.order.admin import *
from oscar.core.loading import get_model


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class LineInline(ReadOnly, oscar.LineInline):
    pass


class OrderAdmin(ReadOnly, oscar.OrderAdmin):
    inlines = [LineInline]
    search_fields = ["number", "user__email"]


class LineAdmin(ReadOnly, oscar.LineAdmin):
    pass


class OrderStatusChangeAdmin(ReadOnly, oscar.OrderStatusAdmin):
    list_display = ["order", "old_status", "new_status", "date_created", "changed_by", "reason"]


SHOWN: dict[str, type[admin.ModelAdmin]] = {
    "Order": OrderAdmin,
    "Line": LineAdmin,
    "OrderStatusChange": OrderStatusChangeAdmin,
}
for name, shown in SHOWN.items():
    admin.site.unregister(get_model("order", name))
    admin.site.register(get_model("order", name), shown)
