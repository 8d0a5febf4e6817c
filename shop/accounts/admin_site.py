from django.contrib.admin import AdminSite

from shop.accounts.roles import TABLES


class HouseAdminSite(AdminSite):
    """Django's admin shows and changes every table there is: for administrators alone, not for all staff."""

    site_header = site_title = "CafeDjango: tables"
    index_title = "Every record"

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Tables of others look people up by a user name; here the address is the name."""
        super().register(model_or_iterable, admin_class, **options)
        for table in self._registry.values():
            table.search_fields = [field.replace("__username", "__email") for field in table.search_fields]  # type: ignore[misc]

    def has_permission(self, request) -> bool:
        return super().has_permission(request) and request.user.has_perm(TABLES)
