from django.contrib.auth.decorators import login_required
from django.urls import include, path
from oscar.apps.customer import apps


class CustomerConfig(apps.CustomerConfig):
    """The account pages under /account/. Whatever signed people in or changed passwords leads to the one door."""

    name = "oscar_forks.customer"

    def get_urls(self):
        from shop.accounts.views import LeadsTo

        return self.post_process_urls(
            [
                path("", include("shop.trade.urls")),
                path("privacy/", include("shop.privacy.urls")),
                path("updates/", include("shop.updates.account_urls")),
                path("cards/", include("shop.payments.account_urls")),
                path("lists/", include("shop.pad.account_urls")),
                path("approvals/", include("shop.ordering.approval_urls")),
                path("orders/", login_required(self.order_history_view.as_view()), name="order-list"),
                path("orders/<str:order_number>/", login_required(self.order_detail_view.as_view()), name="order"),
                path("login/", LeadsTo.named("account_login"), name="login"),
                path("logout/", LeadsTo.named("account_logout"), name="logout"),
                path("register/", LeadsTo.named("account_signup"), name="register"),
                path("change-password/", LeadsTo.named("account_change_password"), name="change-password"),
                path("profile/", LeadsTo.named("customer:summary"), name="profile-view"),
            ]
        )
