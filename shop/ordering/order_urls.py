"""Under /orders/: what is followed by a link, and the calendar's entry."""

from django.urls import path

from shop.ordering.views import following
from shop.ordering.views.approved import ApprovedView
from shop.ordering.views.rest import RestView

app_name = "ordering"

urlpatterns = [
    path("approved/<int:pk>/<str:signature>/", ApprovedView.as_view(), name="approved"),
    path("<str:number>/calendar/", following.calendar, name="calendar"),
    path("<str:number>/<str:signature>/", following.guest, name="guest"),
    path("<str:number>/<str:signature>/pay/", RestView.as_view(), name="rest"),
    path("<str:number>/<str:signature>/calendar/", following.guest_calendar, name="guest-calendar"),
]
