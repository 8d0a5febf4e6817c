"""The news for feed readers."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Rss201rev2Feed

from blog import queries

MOST = 30


class NewsFeed(Feed):
    feed_type = Rss201rev2Feed

    def __init__(self, index: Any) -> None:
        self.index = index

    def title(self) -> str:
        return f"CafeDjango: {self.index.title}"

    def link(self) -> str:
        return self.index.get_url()

    def feed_url(self) -> str:
        return f"{self.index.get_url()}feed/"

    def description(self) -> str:
        return self.index.introduction or "What our cafés bake, roast and open next."

    def items(self) -> list[Any]:
        return list(queries.news(self.index)[:MOST])

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.introduction

    def item_link(self, item: Any) -> str:
        return item.get_url()

    def item_pubdate(self, item: Any) -> datetime:
        return datetime.combine(item.date, time(), tzinfo=UTC)

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at or self.item_pubdate(item)
