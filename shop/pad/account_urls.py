"""Under /account/lists/, within Oscar's customer namespace."""

from django.urls import path

from shop.pad.views import lists

urlpatterns = [
    path("", lists.lists, name="lists"),
    path("<int:pk>/", lists.saved_list, name="list"),
    path("<int:pk>/delete/", lists.list_delete, name="list-delete"),
]
