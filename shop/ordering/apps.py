from django.apps import AppConfig


class OrderingConfig(AppConfig):
    name = "shop.ordering"
    verbose_name = "Ordering"

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed
        from django.contrib.auth.signals import user_logged_in

        from shop.ordering import remembering
        from shop.ordering.actions import joining

        email_confirmed.connect(joining.when_confirmed, dispatch_uid="orders of whose address is confirmed")
        user_logged_in.connect(joining.when_signed_in, dispatch_uid="orders of who signs in")
        user_logged_in.connect(remembering.at_the_door, dispatch_uid="what was ordered before somebody signs in")
