"""What search engines are told to read, and what to leave alone."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from oscar.core.loading import get_model
from wagtail.models import Page, Site

from shop.goods.queries import visible

PRIVATE = (
    "/account/",
    "/accounts/",
    "/basket/",
    "/checkout/",
    "/cms/",
    "/dashboard/",
    "/django-admin/",
    "/outbox/",
    "/search/",
)
AT_ONCE = 2000
AN_HOUR = 3600


class House(Sitemap):
    """At the address by which the house is known, whoever asks."""

    limit = AT_ONCE

    def get_protocol(self, protocol: Any = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Pages(House):
    def items(self) -> Any:
        self.site = Site.objects.select_related("root_page").get(is_default_site=True)
        return self.site.root_page.get_descendants(inclusive=True).live().public().order_by("path")

    def location(self, item: Page) -> str:
        return item.relative_url(self.site)

    def lastmod(self, item: Page) -> Any:
        return item.last_published_at or item.latest_revision_created_at


class Goods(House):
    def items(self) -> Any:
        return visible().only("pk", "slug", "title", "date_updated", "parent_id", "structure").order_by("pk")

    def lastmod(self, item: Any) -> Any:
        return item.date_updated


class Categories(House):
    def items(self) -> Any:
        return get_model("catalogue", "Category").objects.browsable().order_by("path")


SECTIONS = {"pages": Pages, "goods": Goods, "categories": Categories}


@require_safe
@cache_control(max_age=AN_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in PRIVATE), ""]
    return HttpResponse(
        "\n".join([*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type="text/plain; charset=utf-8"
    )


@require_safe
def contents(request: HttpRequest) -> TemplateResponse:
    parts = []
    for name, section in SECTIONS.items():
        address = settings.SITE_URL + reverse("sitemap", kwargs={"section": name})
        parts += [address if page == 1 else f"{address}?p={page}" for page in section().paginator.page_range]
    sitemaps = [SitemapIndexItem(address) for address in parts]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": sitemaps}, content_type="application/xml")


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", contents, name="sitemap-index"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SECTIONS}, name="sitemap"),
]
