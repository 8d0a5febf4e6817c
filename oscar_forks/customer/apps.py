from django.contrib.auth.decorators import login_required
from django.urls import path, reverse_lazy
from django.views.generic.base import RedirectView
from oscar.apps.customer import apps

from shop.accounts.views import account_home


class CustomerConfig(apps.CustomerConfig):
    """The account pages under /account/. Whatever signed people in or changed passwords leads to the one door."""

    name = "oscar_forks.customer"

    def get_urls(self):
        return self.post_process_urls(
            [
                path("", login_required(account_home), name="summary"),
                path("orders/", login_required(self.order_history_view.as_view()), name="order-list"),
                path("orders/<str:order_number>/", login_required(self.order_detail_view.as_view()), name="order"),
                path("login/", leads_to("account_login"), name="login"),
                path("logout/", leads_to("account_logout"), name="logout"),
                path("register/", leads_to("account_signup"), name="register"),
                path("change-password/", leads_to("account_change_password"), name="change-password"),
                path("profile/", leads_to("customer:summary"), name="profile-view"),
            ]
        )


def leads_to(name):
    return RedirectView.as_view(url=reverse_lazy(name), query_string=True)
