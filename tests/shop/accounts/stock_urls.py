"""The doors as their packages ship them: what the tests of the one door must be able to see through."""

from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.contrib.auth import views as auth_views
from django.urls import include, path
from wagtail.admin.views.account import LoginView as WagtailLoginView

from config.urls import urlpatterns as ours

stock_admin = AdminSite()
stock_admin._registry = admin.site._registry

urlpatterns = [
    path("stock/django/", auth_views.LoginView.as_view()),
    path("stock/wagtail/", WagtailLoginView.as_view()),
    path("stock/admin/", stock_admin.login),
    path("", include(ours)),
]
