from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "shop.rounds"
    verbose_name = "Rounds"
