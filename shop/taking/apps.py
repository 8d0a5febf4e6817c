from django.apps import AppConfig


class TakingConfig(AppConfig):
    name = "shop.taking"
    verbose_name = "Orders that staff take"
