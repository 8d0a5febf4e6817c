from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "shop.finding"
    verbose_name = "Search"

    def ready(self) -> None:
        from shop.finding import watching

        watching.start()
