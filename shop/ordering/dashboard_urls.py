"""Under /dashboard/orders/, within Oscar's dashboard namespace, beside its own pages of an order."""

from django.urls import path

from shop.ordering import dashboard

urlpatterns = [
    path("<str:number>/letters/<int:pk>/", dashboard.letter, name="order-letter"),
    path("<str:number>/letters/<int:pk>/html/", dashboard.letter_html, name="order-letter-html"),
    path("<str:number>/letters/<int:pk>/again/", dashboard.send_again, name="order-letter-again"),
    path("<str:number>/flags/<int:pk>/settled/", dashboard.settle, name="order-flag-settled"),
    path("<str:number>/payment-link/", dashboard.payment_link, name="order-payment-link"),
]
