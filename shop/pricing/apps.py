from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "shop.pricing"
    verbose_name = "Prices and VAT"
