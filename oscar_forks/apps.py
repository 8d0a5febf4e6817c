"""Oscar's root config under the house's addresses: /shop, /basket, /account, /dashboard."""

from django.urls import path, reverse_lazy
from django.views.generic.base import RedirectView
from oscar.apps.analytics.apps import AnalyticsConfig
from oscar.config import Shop as OscarShop

RESET = RedirectView.as_view(url=reverse_lazy("account_reset_password"), query_string=True)


class Shop(OscarShop):
    name = "oscar"

    def get_urls(self):
        from wagtail.views import serve

        return [
            path("", serve, {"path": ""}, name="home"),
            path("shop/", self.catalogue_app.urls),
            path("basket/", self.basket_app.urls),
            path("checkout/", self.checkout_app.urls),
            path("account/", self.customer_app.urls),
            path("search/", self.search_app.urls),
            path("dashboard/", self.dashboard_app.urls),
            path("offers/", self.offer_app.urls),
            *self.former_doors(),
        ]

    @staticmethod
    def former_doors():
        """Oscar's password pages keep their names and lead to the one door."""
        return [
            path("password-reset/", RESET, name="password-reset"),
            path("password-reset/done/", RESET, name="password-reset-done"),
            path("password-reset/confirm/<str:uidb64>/<str:token>/", RESET, name="password-reset-confirm"),
            path("password-reset/complete/", RESET, name="password-reset-complete"),
        ]


class Uncounted(AnalyticsConfig):
    """Oscar counts looks, additions to baskets and orders as it serves and places them itself. Stored pages and our own
    way to place would leave the half of it out; and all who put the same goods into a basket waited for one row."""

    def ready(self):
        pass
