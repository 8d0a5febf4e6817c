from django.urls import include, path, reverse_lazy
from django.views.generic.base import RedirectView
from oscar.apps.dashboard import apps

CLOSED = {"login/", "logout/", "pages/", "comms/", "reviews/"}


class DashboardConfig(apps.DashboardConfig):
    """Without its own sign-in (one door), and without screens on which staff type templates that run."""

    name = "oscar_forks.dashboard"

    def get_urls(self):
        from shop.accounts.dashboard import who_may_do_what

        kept = [url for url in super().get_urls() if str(url.pattern) not in CLOSED]
        return [
            *kept,
            path("applications/", include("shop.applying.dashboard_urls")),
            path("accounts/", include("shop.desk.urls")),
            path("goods/", include("shop.shelf.dashboard_urls")),
            path("orders/", include("shop.ordering.dashboard_urls")),
            path("cafes/", include("shop.cafes.urls")),
            path("rounds/", include("shop.rounds.urls")),
            path("rounds/", include("shop.desk.round_urls")),
            path("prices/", include("shop.pricing.urls")),
            path("books/", include("shop.payments.dashboard_urls")),
            path("payments/", include("shop.desk.payments.urls")),
            path("take/", include("shop.taking.dashboard_urls")),
            path("awaited/", include("shop.updates.dashboard_urls")),
            path("privacy-requests/", include("shop.privacy.dashboard_urls")),
            path("who-may-do-what/", who_may_do_what, name="who-may-do-what"),
            path("login/", RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True), name="login"),
            path("logout/", RedirectView.as_view(url=reverse_lazy("account_logout")), name="logout"),
        ]
