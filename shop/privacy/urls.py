"""Under /account/privacy/, within Oscar's customer namespace."""

from django.urls import path

from shop.privacy import views

urlpatterns = [
    path("", views.privacy, name="privacy"),
    path("download/", views.download, name="privacy-download"),
    path("deletion/", views.deletion, name="privacy-deletion"),
    path("deletion/call-off/", views.call_off, name="privacy-call-off"),
]
