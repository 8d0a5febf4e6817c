from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    name = "oscar_forks.order"

    def ready(self):
        super().ready()
        from oscar_forks.order import receivers  # noqa: F401
