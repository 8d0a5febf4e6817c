"""Under /dashboard/cafes/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.cafes import dashboard

urlpatterns = [
    path("", dashboard.cafe_list, name="cafe-list"),
    path("<slug:code>/", dashboard.profile, name="cafe-profile"),
    path("<slug:code>/hours/", dashboard.week, name="cafe-week"),
    path("<slug:code>/special-days/", dashboard.special_days, name="cafe-special-days"),
]
