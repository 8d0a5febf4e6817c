"""Wagtail's desk in the colours of the house, with a start page of our own."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from home.choosers import ProductChooserViewSet, product_chooser_viewset
from home.start_page import Drafts, Scheduled, Waiting


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("construct_homepage_panels")
def start_page(request, panels) -> None:
    panels[:] = [Drafts(), Waiting(), Scheduled()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counting(request, summary_items) -> None:
    """How many pages and pictures there are is nobody's next step."""
    summary_items.clear()


@hooks.register("register_admin_viewset")
def product_chooser() -> ProductChooserViewSet:
    return product_chooser_viewset


@hooks.register("construct_help_menu")
def no_news_of_wagtail(request, menu_items) -> None:
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]
