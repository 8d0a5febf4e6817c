from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shop.desk"
    verbose_name = "Papers of trade accounts"
