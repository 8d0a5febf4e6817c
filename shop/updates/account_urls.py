"""Under /account/updates/, within Oscar's customer namespace."""

from django.urls import path

from shop.updates import account

urlpatterns = [
    path("", account.waiting, name="updates"),
    path("<int:pk>/withdraw/", account.withdraw, name="updates-withdraw"),
]
