"""One door: who comes to another way of signing in, or of changing a password, is led to allauth's.

Included before the addresses it shadows; their names still lead here. Oscar's own are in oscar_forks.
"""

from django.urls import path

from shop.accounts.views import LeadsTo, StaffDoor

SIGN_IN = StaffDoor.named("account_login")
RESET = LeadsTo.named("account_reset_password")
CHANGE = LeadsTo.named("account_change_password")

urlpatterns = [
    path("cms/login/", SIGN_IN),
    path("cms/password_reset/", RESET),
    path("cms/password_reset/done/", RESET),
    path("cms/password_reset/confirm/<uidb64>/<token>/", RESET),
    path("cms/password_reset/complete/", RESET),
    path("django-admin/login/", SIGN_IN),
    path("django-admin/password_change/", CHANGE),
    path("django-admin/password_change/done/", CHANGE),
    path("_util/login/", SIGN_IN),
]
