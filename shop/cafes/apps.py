from django.apps import AppConfig


class CafesConfig(AppConfig):
    name = "shop.cafes"
    verbose_name = "Cafés"
