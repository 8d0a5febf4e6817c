"""What visitors ask of the cafés; their pages are Wagtail's."""

from django.urls import path

from shop.cafes import views

urlpatterns = [path("wholesale/area/", views.area, name="cafe-area")]
