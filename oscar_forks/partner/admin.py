"""Django's admin for cafés' stock. What is promised to orders is kept by the orders."""

from django.contrib import admin
from oscar.apps.partner import admin as oscar
from oscar.apps.partner.admin import *
from oscar.core.loading import get_model


class StockRecordAdmin(oscar.StockRecordAdmin):
    readonly_fields = ["num_allocated"]
    list_display = [*oscar.StockRecordAdmin.list_display, "num_allocated"]


admin.site.unregister(get_model("partner", "StockRecord"))
admin.site.register(get_model("partner", "StockRecord"), StockRecordAdmin)
