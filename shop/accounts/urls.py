from django.urls import path

from shop.accounts import views

urlpatterns = [
    path("accounts/sessions/everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
