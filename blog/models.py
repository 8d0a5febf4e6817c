"""News from the cafés, and product releases among them."""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from blog import domain, queries
from blog.feed import NewsFeed
from home.blocks import BodyBlock
from home.chosen import chosen
from home.illustrated import Illustrated
from home.panels import contents, opening
from home.routing import Quick
from shop.edition.horizon import true_until
from shop.edition.keeping import kept

PAGE = 12


def today() -> date:
    return timezone.localdate()


class NewsIndexPage(RoutablePageMixin, Quick):
    introduction = models.TextField(blank=True, help_text="What one finds here, in a sentence.")

    content_panels = [*Quick.content_panels, opening("introduction")]
    search_fields = [*Quick.search_fields, index.SearchField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.NewsPage", "blog.ProductReleasePage"]
    max_count = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = "list of news"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        tags = kept(request, f"tags below page {self.pk}", lambda: queries.tags(self))
        tag = next((each for each in tags if each.slug == request.GET.get("tag")), None)
        page = Paginator(queries.news(self, tag=tag), PAGE).get_page(request.GET.get("page"))
        page.object_list = queries.pictured(page.object_list)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "page_obj": page, "tags": tags, "tag": tag, "leads": page.number == 1 and not tag}

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return NewsFeed(self)(request)


class NewsTag(TaggedItemBase):
    content_object = ParentalKey("blog.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(Illustrated):
    date = models.DateField(default=today, help_text="News stand in the order of their dates, the newest first.")
    introduction = models.TextField(help_text="One or two sentences, shown in lists.")
    tags = ClusterTaggableManager(
        through=NewsTag, blank=True, help_text="What it is about, like bread or coffee. Readers can list news by tag."
    )
    body = StreamField(BodyBlock(required=False), blank=True)

    content_panels = [
        *Illustrated.content_panels,
        opening("introduction", "lead_picture"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("tags")]),
        contents(),
    ]
    parent_page_types = ["blog.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "news"
        verbose_name_plural = "news"

    def chosen_products(self) -> list[int]:
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = kept(request, f"shown by page {self.pk}", self.shown)
        self.lead_picture = shown["lead_picture"]
        return {**super().get_context(request, *args, **kwargs), **shown}

    def shown(self) -> dict[str, Any]:
        products = self.chosen_products()
        found = chosen([self.body], images=[self.lead_picture_id], products=products)
        lead_picture = found.picture(self.lead_picture_id)
        return {"chosen": found, "lead_picture": lead_picture, "products": found.products(products)}


class ProductReleasePage(NewsPage):
    release_date = models.DateField(default=today, help_text="The day from which we make and sell it.")
    ordering_opens = models.DateTimeField(
        null=True, blank=True, help_text="Until then the goods are shown without a button. Empty: open at once."
    )

    content_panels = [
        *NewsPage.content_panels[:-1],
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("release_date"), FieldPanel("ordering_opens")]),
                MultipleChooserPanel(
                    "release_products",
                    chooser_field_name="product",
                    label="product",
                    heading="Goods",
                    help_text="Found by name or article number; readers see them in this order.",
                ),
            ],
            heading="What is released",
        ),
        NewsPage.content_panels[-1],
    ]

    class Meta:
        verbose_name = "product release"

    def chosen_products(self) -> list[int]:
        return [row.product_id for row in self.release_products.all()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "opens": self.opens(timezone.now())}

    def opens(self, now: datetime) -> datetime | None:
        """When ordering opens, while that is still to come."""
        coming = domain.still_to_come(self.ordering_opens, now)
        true_until(coming)
        return coming


class ReleasedProduct(Orderable):
    page = ParentalKey(ProductReleasePage, on_delete=models.CASCADE, related_name="release_products")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("product")]

    def __str__(self) -> str:
        return str(self.product)
