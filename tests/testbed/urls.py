"""The house's addresses, with those at which controls of races go wrong."""

from django.http import HttpResponse
from django.urls import include, path

from tests.testbed import counter, precautions, traps

traps.lay()
precautions.lay()

urlpatterns = [
    path("test/ready/", lambda request: HttpResponse("ready")),
    path("test/place/", counter.place),
    path("test/cancel/", counter.cancel_unguarded),
    path("test/price/<int:pk>/", counter.set_price_unguarded),
    path("test/merge/<int:duplicate>/<int:into>/", counter.merge_unguarded),
    path("test/remove/<int:pk>/", counter.remove_unguarded),
    path("test/accept/<int:pk>/", counter.accept_unguarded),
    path("", include("config.urls")),
]
