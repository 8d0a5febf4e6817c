"""Under /updates/, for everybody: asking to be told, and the links in the letters."""

from django.urls import path

from shop.updates import views

app_name = "updates"
urlpatterns = [
    path("tell-me/<int:pk>/", views.ask, name="ask"),
    path("<str:key>/", views.wish, name="wish"),
    path("<str:key>/confirm/", views.confirm, name="confirm"),
    path("<str:key>/withdraw/", views.withdraw, name="withdraw"),
]
