"""On the CMS's start page: what came out last."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from wagtail import hooks

from blog.models import NewsIndexPage, NewsPage
from home.start_page import SHOWN, PagesPanel, Row, edit_address


class Latest(PagesPanel):
    name, heading, order = "latest", "Latest releases and news", 140
    empty = "Nothing is out yet. A piece of news or a release that you publish is listed here."

    def rows(self, user: Any) -> Iterable[Row]:
        pages = NewsPage.objects.live().select_related("content_type").order_by("-date", "-pk")
        for page in pages[:SHOWN]:
            kind = page.specific_class._meta.verbose_name.capitalize()
            yield Row(page.title, edit_address(page.pk), kind, page.first_published_at)

    def all_of_them(self, user: Any) -> tuple[str, str]:
        index = NewsIndexPage.objects.first()
        address = reverse("wagtailadmin_explore", args=[index.pk]) if index else reverse("wagtailadmin_explore_root")
        return "All releases and news", address


@hooks.register("construct_homepage_panels", order=1)
def latest(request, panels) -> None:
    panels.append(Latest())
