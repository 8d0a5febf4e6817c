"""Every address of the house. Wagtail's pages come last: they catch what nobody else took."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

oscar: Any = apps.get_app_config("oscar")

# The demo's bank, another company: nothing of it is there in production.
sandbox = [path("sandbox/bank/", include("sandbox.urls"))] if settings.SANDBOX else []

urlpatterns = [
    *sandbox,
    path("", include("operations.urls")),
    path("", include("shop.accounts.doors")),
    path("", include("shop.accounts.urls")),
    path("", include("shop.trade.invitation_urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("django-admin/", admin.site.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("outbox/", include("shop.outbox.urls")),
    path("", include("home.sitemaps")),
    path("", include("home.style_guide")),
    path("", include("shop.cafes.public_urls")),
    path("wholesale/apply/", include("shop.applying.urls")),
    path("updates/", include("shop.updates.urls")),
    path("payments/", include("shop.ordering.provider_urls")),
    path("orders/", include("shop.ordering.order_urls")),
    path("", include(oscar.urls[0])),
    path("", include(wagtail_urls)),
]
