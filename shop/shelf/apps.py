from django.apps import AppConfig


class ShelfConfig(AppConfig):
    name = "shop.shelf"
    verbose_name = "The shelf"
