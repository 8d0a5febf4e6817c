from django.urls import path
from oscar.apps.search import apps
from oscar.core.loading import get_class


class SearchConfig(apps.SearchConfig):
    name = "oscar_forks.search"

    def get_urls(self):
        suggest = get_class("search.views", "SuggestView")
        return [*super().get_urls(), path("suggest/", suggest.as_view(), name="suggest")]
