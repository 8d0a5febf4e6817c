"""For looking only. Accounts change on their own pages in the dashboard, where each change is told and recorded."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from shop.trade.models import AccountChange, DeliveryWindow, Invitation, Location, Member, TradeAccount


class ForLooking:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MemberInline(ForLooking, admin.TabularInline):
    model = Member
    fields = ["user", "role", "spend_limit", "joined_at", "left_at"]
    readonly_fields = ["joined_at", "left_at"]


@admin.register(TradeAccount)
class TradeAccountAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["name", "number", "town", "status", "terms", "credit_limit", "cafe", "merged_into"]
    list_filter = ["status", "terms", "business"]
    list_select_related = ["cafe__partner", "merged_into"]
    search_fields = ["name", "town", "postcode", "email", "vat_number"]
    inlines = [MemberInline]


@admin.register(Member)
class MemberAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["user", "account", "role", "spend_limit", "joined_at", "left_at"]
    list_filter = ["role"]
    list_select_related = ["user", "account"]
    search_fields = ["user__email", "account__name"]


@admin.register(Invitation)
class InvitationAdmin(ForLooking, admin.ModelAdmin):
    """Without what its link is made of: a link that lets somebody in is its reader's."""

    list_display = ["email", "account", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["account"]
    search_fields = ["email", "account__name"]
    exclude = ["nonce"]


class WindowInline(ForLooking, admin.TabularInline):
    model = DeliveryWindow


@admin.register(Location)
class LocationAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["name", "account", "town", "postcode", "is_default", "archived_at"]
    list_select_related = ["account"]
    search_fields = ["name", "town", "postcode", "account__name"]
    inlines = [WindowInline]


@admin.register(AccountChange)
class AccountChangeAdmin(ForLooking, admin.ModelAdmin):
    list_display = ["at", "account", "what", "old", "new", "reason", "by"]
    list_select_related = ["account", "by"]
    search_fields = ["account__name", "what"]
    date_hierarchy = "at"
