from django.apps import AppConfig


class OrderingConfig(AppConfig):
    name = "shop.ordering"
    verbose_name = "Ordering"
