"""Every address of the house. Wagtail's pages come last: they catch what nobody else took."""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path, reverse_lazy
from django.views.generic.base import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

ONE_DOOR = RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)

urlpatterns = [
    path("", include("operations.urls")),
    path("cms/login/", ONE_DOOR),
    path("cms/", include(wagtailadmin_urls)),
    path("django-admin/login/", ONE_DOOR),
    path("django-admin/", admin.site.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("", include(apps.get_app_config("oscar").urls[0])),
    path("", include(wagtail_urls)),
]
