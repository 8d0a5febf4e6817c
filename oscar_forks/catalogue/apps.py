from django.urls import include, path, re_path
from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    """Short addresses: /shop/<category>/ and /shop/<product>_<id>/. Reviews are not part of the house."""

    name = "oscar_forks.catalogue"

    def get_urls(self):
        from shop.goods.recent import recent

        return self.post_process_urls(
            [
                path("", self.catalogue_view.as_view(), name="index"),
                path("recent/", recent, name="recent"),
                path("pad/", include("shop.pad.urls")),
                re_path(r"^(?P<product_slug>[\w-]*)_(?P<pk>\d+)/$", self.detail_view.as_view(), name="detail"),
                re_path(r"^range/(?P<slug>[\w-]+)/$", self.range_view.as_view(), name="range"),
                re_path(r"^(?P<category_slug>[\w-]+(?:/[\w-]+)*)/$", self.category_view.as_view(), name="category"),
            ]
        )
