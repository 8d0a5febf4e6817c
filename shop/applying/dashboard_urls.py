"""Under /dashboard/applications/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.applying import dashboard

urlpatterns = [
    path("", dashboard.application_list, name="application-list"),
    path("<int:pk>/", dashboard.application, name="application"),
    path("<int:pk>/ask/", dashboard.ask, name="application-ask"),
    path("<int:pk>/approve/", dashboard.approve, name="application-approve"),
    path("<int:pk>/decline/", dashboard.decline, name="application-decline"),
    path("<int:pk>/move/", dashboard.move, name="application-move"),
]
