from oscar.apps.dashboard.catalogue import apps
from oscar.core.loading import get_class

EDITING = ("catalogue-category-list", "catalogue-category-detail-list")


class CatalogueDashboardConfig(apps.CatalogueDashboardConfig):
    """Oscar's lists of categories change them too, on a right to view; who only sells sees categories in the shop.

    A product's page is for whoever may see goods, and its form for whoever may change them.
    """

    name = "oscar_forks.dashboard.catalogue"

    def configure_permissions(self) -> None:
        super().configure_permissions()
        permission = get_class("dashboard.permissions", "DashboardPermission")
        at_a_cafe = permission.partner_dashboard_access
        self.permissions_map |= dict.fromkeys(EDITING, permission.get("catalogue", "view_category", "change_category"))
        for names, rights in {
            ("catalogue-product", "catalogue-product-history"): ["view_product"],
            ("catalogue-table", "catalogue-product-bring-back", "catalogue-product-move"): [
                "view_product",
                "change_product",
            ],
            ("catalogue-product-duplicate", "catalogue-product-create-child"): ["view_product", "add_product"],
            ("catalogue-product-archive",): ["view_product", "delete_product"],
        }.items():
            self.permissions_map |= dict.fromkeys(names, (permission.get("catalogue", *rights), at_a_cafe))
        for name, right in {"list": "view", "new": "add", "change": "change", "delete": "delete"}.items():
            self.permissions_map[f"deposit-{name}"] = permission.get("goods", f"{right}_deposit")

    def get_urls(self):
        from shop.goods.urls import urlpatterns

        return super().get_urls() + self.post_process_urls(urlpatterns)
