from django.urls import path
from oscar.apps.basket import apps
from oscar.core.loading import get_class


class BasketConfig(apps.BasketConfig):
    """Without Oscar's second, "saved" basket."""

    name = "oscar_forks.basket"

    def get_urls(self):
        put_back = get_class("basket.views", "PutBackView")
        kept = [url for url in super().get_urls() if url.name != "saved"]
        return [*kept, *self.post_process_urls([path("put-back/", put_back.as_view(), name="put-back")])]
