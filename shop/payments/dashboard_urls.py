"""Under /dashboard/books/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.payments import dashboard

urlpatterns = [path("", dashboard.books, name="books")]
