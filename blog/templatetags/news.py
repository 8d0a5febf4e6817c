"""News on pages of other rooms: the home page, a product's page."""

from typing import Any

from django import template

from blog import queries
from blog.models import NewsPage, ProductReleasePage
from shop.edition.keeping import kept

register = template.Library()


@register.simple_tag(takes_context=True)
def latest_news(context: Any, count: int = 3) -> list[Any]:
    return kept(context.get("request"), f"latest {count} news", lambda: queries.pictured(queries.news()[:count]))


@register.simple_tag(takes_context=True)
def news_that_mention(context: Any, product: Any, count: int = 3) -> list[Any]:
    name = f"{count} news that mention product {product.pk}"
    return kept(context.get("request"), name, lambda: queries.pictured(queries.mentioning(product)[:count]))


@register.filter
def is_release(news: NewsPage) -> bool:
    """A list holds all news as plain news; their kind tells what else they are."""
    return news.specific_class is ProductReleasePage


@register.filter
def listed_at(news: NewsPage) -> str:
    """The address of the list that it stands in."""
    return (news.get_url() or "/").rstrip("/").rpartition("/")[0] + "/"
