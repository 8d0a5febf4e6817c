"""For looking only: notes and files are kept on their account's page."""

from django.contrib import admin

from shop.desk.models import AccountFile, AccountNote
from shop.trade.admin import ForLooking


@admin.register(AccountNote)
class AccountNoteAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "account", "by", "text", "is_pinned", "taken_back_at"]
    list_select_related = ["account", "by"]
    search_fields = ["account__name", "text"]


@admin.register(AccountFile)
class AccountFileAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "account", "about", "name", "by", "removed_at", "removed_by"]
    list_select_related = ["account", "by", "removed_by"]
    search_fields = ["account__name", "about", "name"]
