from django.apps import AppConfig


class ApplyingConfig(AppConfig):
    name = "shop.applying"
    verbose_name = "Applications for trade accounts"
