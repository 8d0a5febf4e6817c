"""Editorial pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.url_routing import RouteResult

from home.blocks import BodyBlock
from home.cafe_pages import CafeIndexPage, CafePage, CafePicture
from home.chosen import chosen
from home.contact import FormField, FormPage
from home.frame import SiteSettings
from home.illustrated import Illustrated
from home.links import LinksBlock, links
from home.panels import contents, opening
from home.routing import route_below
from shop.edition.keeping import kept
from shop.goods import queries as goods

__all__ = [
    "CafeIndexPage",
    "CafePage",
    "CafePicture",
    "FeaturedProduct",
    "FormField",
    "FormPage",
    "HomePage",
    "SiteSettings",
    "StandardPage",
]

NEWEST = 8


class HomePage(Illustrated):
    introduction = models.TextField(
        blank=True, help_text="What we make, where we deliver, how to order: two sentences."
    )
    ways_on = StreamField(
        LinksBlock(required=False),
        verbose_name="buttons",
        blank=True,
        max_num=2,
        help_text="Under the introduction, two at most; the first stands out. None: one to the shop.",
    )
    body = StreamField(BodyBlock(required=False), blank=True)

    content_panels = [
        *Illustrated.content_panels,
        opening("introduction", "lead_picture", "ways_on"),
        MultipleChooserPanel(
            "featured_products",
            chooser_field_name="product",
            label="product",
            heading="On the counter",
            help_text="The goods that visitors see first, in this order. None: the newest.",
        ),
        contents(),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "home page"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        return route_below(self, request, path_components) if path_components else super().route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = kept(request, f"shown by page {self.pk}", lambda: self.shown(request))
        self.lead_picture = shown["lead_picture"]
        return {**super().get_context(request, *args, **kwargs), **shown}

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        featured = [row.product_id for row in self.featured_products.all()]
        found = chosen([self.body], images=[self.lead_picture_id], products=featured)
        return {
            "chosen": found,
            "lead_picture": found.picture(self.lead_picture_id),
            "featured": found.products(featured) or list(goods.listing(sort="newest")[:NEWEST]),
            "ways_on": links([self.ways_on], request)[0],
        }


class FeaturedProduct(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_products")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("product")]

    def __str__(self) -> str:
        return str(self.product)


class StandardPage(Illustrated):
    body = StreamField(BodyBlock(required=False), blank=True)

    content_panels = [*Illustrated.content_panels, opening("introduction", "lead_picture"), contents()]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    show_in_menus_default = True

    class Meta:
        verbose_name = "page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = kept(request, f"shown by page {self.pk}", lambda: chosen([self.body], images=[self.lead_picture_id]))
        self.lead_picture = shown.picture(self.lead_picture_id)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "chosen": shown, "lead_picture": self.lead_picture}
