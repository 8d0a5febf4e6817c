from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "shop.updates"
    verbose_name = "Updates"
