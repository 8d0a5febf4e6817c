from django.apps import AppConfig


class EditionConfig(AppConfig):
    name = "shop.edition"
    verbose_name = "Edition"

    def ready(self) -> None:
        from shop.edition import watching

        watching.start()
