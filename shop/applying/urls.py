from django.urls import path

from shop.applying import views

app_name = "applying"

urlpatterns = [
    path("", views.begin, name="apply"),
    path("<str:key>/sent/", views.sent, name="sent"),
    path("<str:key>/later/", views.later, name="later"),
    path("<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:key>/<slug:step>/", views.step, name="step"),
]
