"""Under /dashboard/privacy-requests/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.privacy import dashboard

urlpatterns = [
    path("", dashboard.request_list, name="privacy-request-list"),
    path("<int:pk>/", dashboard.one_request, name="privacy-request"),
]
