"""For who holds the link of a mail, signed in or not."""

from django.urls import path

from shop.trade.views import joining

urlpatterns = [path("invitations/<str:key>/", joining.invitation, name="invitation")]
