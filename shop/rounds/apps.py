from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "shop.rounds"
    verbose_name = "Rounds"

    def ready(self) -> None:
        from shop.cafes.signals import hours_changed
        from shop.rounds.actions.making import follow_hours

        hours_changed.connect(follow_hours, dispatch_uid="rounds")
