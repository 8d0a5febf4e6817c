from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "shop.trade"
    verbose_name = "Trade accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from shop.trade import current

        user_logged_in.connect(current.remember_at_the_door, dispatch_uid="the accounts of who signs in")
