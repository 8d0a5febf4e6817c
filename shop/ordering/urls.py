"""Under /checkout/, in the place of Oscar's (oscar_forks.checkout)."""

from django.urls import path

from shop.ordering.views.checkout import CheckoutView
from shop.ordering.views.paying import AnotherWayView, GiveUpView, PayingView, PayView
from shop.ordering.views.thanks import ThanksView

urlpatterns = [
    path("", CheckoutView.as_view(), name="index"),
    path("payment/<str:token>/", PayingView.as_view(), name="payment"),
    path("payment/<str:token>/pay/", PayView.as_view(), name="pay"),
    path("payment/<str:token>/another-way/", AnotherWayView.as_view(), name="another-way"),
    path("payment/<str:token>/give-up/", GiveUpView.as_view(), name="give-up"),
    path("thanks/<str:number>/", ThanksView.as_view(), name="thanks"),
]
