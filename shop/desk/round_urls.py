"""Under /dashboard/rounds/, beside what shop.rounds has there."""

from django.urls import path

from shop.desk.dashboard import moving

urlpatterns = [path("<int:pk>/move/", moving.move, name="round-move")]
