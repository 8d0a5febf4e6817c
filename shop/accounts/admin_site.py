from django.contrib.admin import AdminSite

from shop.accounts.roles import TABLES


class HouseAdminSite(AdminSite):
    """Django's admin shows and changes every table there is: for administrators alone, not for all staff."""

    site_header = site_title = "CafeDjango: tables"
    index_title = "Every record"

    def has_permission(self, request) -> bool:
        return super().has_permission(request) and request.user.has_perm(TABLES)
