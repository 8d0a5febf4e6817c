"""Our cafés: each tells its story beside what shop.cafes knows of it and what it sells."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable
from wagtail.search import index

from home.blocks import StoryBlock
from home.chosen import chosen
from home.illustrated import Illustrated
from home.panels import INTRODUCTION, contents, opening
from home.routing import Quick
from shop.cafes import queries as cafes
from shop.edition.keeping import kept
from shop.goods import queries as goods
from shop.rounds.ahead import with_routes

GOODS_SHOWN = 8
MAP = "https://www.openstreetmap.org/search?query="


class CafeIndexPage(Quick):
    introduction = models.TextField(blank=True, help_text=INTRODUCTION)

    content_panels = [*Quick.content_panels, opening("introduction")]
    search_fields = [*Quick.search_fields, index.SearchField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.CafePage"]
    max_count = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = "list of our cafés"


class CafePage(Illustrated):
    cafe = models.OneToOneField(
        "cafes.Cafe",
        verbose_name="café",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="page",
        help_text="Its address, hours and goods come from the dashboard and are shown here as they are today.",
    )
    body = StreamField(StoryBlock(required=False), verbose_name="story", blank=True)

    content_panels = [
        *Illustrated.content_panels,
        FieldPanel("cafe"),
        opening("introduction", "lead_picture"),
        contents(),
        MultipleChooserPanel(
            "gallery", chooser_field_name="picture", label="picture", heading="Gallery", help_text="Two or more."
        ),
    ]
    parent_page_types = ["home.CafeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "café's page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = kept(request, f"shown by page {self.pk}", self.shown)
        self.lead_picture = shown["lead_picture"]
        return {**super().get_context(request, *args, **kwargs), **shown}

    def shown(self) -> dict[str, Any]:
        gallery = list(self.gallery.all())
        found = chosen([self.body], images=[self.lead_picture_id, *(each.picture_id for each in gallery)])
        listed = with_routes(cafes.cafes(now=timezone.now()))
        cafe = listed.filter(pk=self.cafe_id).first() if self.cafe_id else None
        return {
            "chosen": found,
            "lead_picture": found.picture(self.lead_picture_id),
            "gallery": [(found.picture(each.picture_id), each.caption) for each in gallery],
            "cafe": cafe,
            "map": map_of(cafe),
            "products": list(goods.listing(cafes=[cafe.partner.code], sort="newest")[:GOODS_SHOWN]) if cafe else [],
        }


def map_of(cafe: Any) -> str:
    """A map by its address; opened by a click, never asked by our pages."""
    where = cafe.address if cafe else None
    parts = [where[part] for part in ("street", "town", "postcode", "country") if where[part]] if where else []
    return MAP + quote(", ".join(parts)) if parts else ""


class CafePicture(Orderable):
    page = ParentalKey(CafePage, on_delete=models.CASCADE, related_name="gallery")
    picture = models.ForeignKey(get_image_model_string(), on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(max_length=200, blank=True)

    panels = [FieldPanel("picture"), FieldPanel("caption")]

    def __str__(self) -> str:
        return self.caption or str(self.picture)
