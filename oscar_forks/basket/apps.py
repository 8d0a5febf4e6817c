from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    """Without Oscar's second, "saved" basket."""

    name = "oscar_forks.basket"

    def get_urls(self):
        return [url for url in super().get_urls() if url.name != "saved"]
