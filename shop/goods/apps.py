from django.apps import AppConfig


class GoodsConfig(AppConfig):
    name = "shop.goods"
    verbose_name = "Goods"
