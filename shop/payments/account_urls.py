"""Under /account/cards/, within Oscar's customer namespace."""

from django.urls import path

from shop.payments import cards_page

urlpatterns = [
    path("", cards_page.cards, name="cards"),
    path("<int:pk>/remove/", cards_page.remove, name="card-remove"),
]
