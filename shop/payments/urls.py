"""Under /payments/, for providers."""

from django.urls import path

from shop.payments.views import BankEvents

app_name = "payments"
urlpatterns = [path("bank/", BankEvents.as_view(), name="bank")]
