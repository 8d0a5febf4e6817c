from django.apps import AppConfig


class PadConfig(AppConfig):
    name = "shop.pad"
    verbose_name = "Order pad"
