from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shop.accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from shop.accounts import second_step

        second_step.connect()
