"""Under /dashboard/take/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.taking import dashboard

urlpatterns = [
    path("", dashboard.find, name="take"),
    path("<int:pk>/", dashboard.order, name="take-order"),
    path("<int:pk>/goods/", dashboard.goods, name="take-goods"),
    path("<int:pk>/discard/", dashboard.leave, name="take-discard"),
]
