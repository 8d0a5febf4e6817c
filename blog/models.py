"""News from the cafés."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class NewsIndexPage(Page):
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.NewsPage"]
    max_count = 1
    show_in_menus_default = True

    def get_context(self, request, *args, **kwargs):
        news = NewsPage.objects.child_of(self).live().order_by("-date", "-pk")
        page = Paginator(news, 12).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "page_obj": page}


def today():
    return timezone.localdate()


class NewsPage(Page):
    date = models.DateField(default=today)
    introduction = models.TextField(help_text="One or two sentences, shown in lists.")
    body = RichTextField()

    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["blog.NewsIndexPage"]
    subpage_types: list[str] = []
