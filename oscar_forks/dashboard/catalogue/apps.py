from oscar.apps.dashboard.catalogue import apps
from oscar.core.loading import get_class

EDITING = ("catalogue-category-list", "catalogue-category-detail-list")


class CatalogueDashboardConfig(apps.CatalogueDashboardConfig):
    """Oscar's lists of categories change them too, on a right to view; who only sells sees categories in the shop."""

    name = "oscar_forks.dashboard.catalogue"

    def configure_permissions(self) -> None:
        super().configure_permissions()
        permission = get_class("dashboard.permissions", "DashboardPermission")
        self.permissions_map |= dict.fromkeys(EDITING, permission.get("catalogue", "view_category", "change_category"))
