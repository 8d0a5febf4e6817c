"""Under /dashboard/awaited/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.updates import dashboard

urlpatterns = [path("", dashboard.awaited, name="awaited")]
