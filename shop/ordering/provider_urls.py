"""Under /payments/, for providers: what they tell us is followed at once."""

from django.urls import path
from django.utils import timezone

from shop.ordering.actions.confirming import follow
from shop.ordering.actions.noticing import flag_noticed
from shop.payments.actions.disputing import Noticed
from shop.payments.actions.settling import Settled
from shop.payments.views import BankEvents, StripeEvents

app_name = "payments"


def follow_now(heard: Settled | Noticed) -> None:
    if isinstance(heard, Noticed):
        flag_noticed(heard, now=timezone.now())
    else:
        follow(heard, now=timezone.now())


urlpatterns = [
    path("bank/", BankEvents.as_view(then=follow_now), name="bank"),
    path("stripe/", StripeEvents.as_view(then=follow_now), name="stripe"),
]
