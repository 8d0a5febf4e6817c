"""Under /dashboard/payments/, within Oscar's dashboard namespace."""

from django.urls import path

from shop.desk.payments import pages

urlpatterns = [
    path("", pages.payments, name="payments"),
    path("<int:pk>/", pages.payment, name="payment"),
    path("<int:pk>/ask/", pages.ask, name="payment-ask"),
    path("<int:pk>/take/", pages.take, name="payment-take"),
    path("<int:pk>/let-go/", pages.let_go, name="payment-let-go"),
    path("<int:pk>/seen/<slug:trouble>/", pages.seen, name="payment-seen"),
    path("<int:pk>/link/<int:share>/", pages.link, name="payment-link"),
    path("<int:pk>/refund/<int:share>/", pages.refund, name="payment-refund"),
]
