"""The frame of every page, as marketing sets it: announcement, menus, footer, social data."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, Site

from home.links import Link, LinksBlock, linked, links_of
from shop.edition.horizon import true_until
from shop.edition.keeping import kept


class ProfileBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=40, help_text="For example Instagram.")
    address = blocks.URLBlock()

    class Meta:
        icon = "group"
        label = "A profile"


class ProfilesBlock(blocks.StreamBlock):
    profile = ProfileBlock()


@register_setting(icon="home")
class SiteSettings(BaseSiteSetting):
    select_related = ["share_picture"]

    announcement = models.CharField(
        max_length=200, blank=True, help_text="One sentence above every page. Empty: no announcement."
    )
    announcement_link = StreamField(LinksBlock(required=False), max_num=1, blank=True)
    announcement_from = models.DateTimeField("shown from", null=True, blank=True, help_text="Empty: at once.")
    announcement_until = models.DateTimeField("shown until", null=True, blank=True, help_text="Empty: until changed.")
    main_menu = StreamField(
        LinksBlock(required=False), blank=True, help_text="Empty: all pages that are marked “show in menus”."
    )
    footer_words = models.CharField(max_length=300, blank=True, help_text="Who we are, in a sentence.")
    footer_links = StreamField(LinksBlock(required=False), blank=True)
    terms_page = models.ForeignKey(
        Page,
        verbose_name="terms of sale",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The page that says on which terms we sell. The foot of every page and the checkout lead to it.",
    )
    contact_line = models.CharField(
        max_length=200, blank=True, help_text="How to reach us: an e-mail address, a telephone number, when."
    )
    profiles = StreamField(
        ProfilesBlock(required=False), verbose_name="social profiles", blank=True, help_text="Ours on other sites."
    )
    share_picture = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown where somebody shares a page that has no picture of its own. At least 1200 by 630.",
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("announcement"),
                FieldPanel("announcement_link"),
                FieldRowPanel([FieldPanel("announcement_from"), FieldPanel("announcement_until")]),
            ],
            "Announcement",
        ),
        FieldPanel("main_menu"),
        MultiFieldPanel([FieldPanel("footer_words"), FieldPanel("contact_line"), FieldPanel("footer_links")], "Footer"),
        FieldPanel("terms_page"),
        MultiFieldPanel([FieldPanel("profiles"), FieldPanel("share_picture")], "Social"),
    ]

    class Meta:
        verbose_name = "menus, footer and announcement"

    @classmethod
    def for_site(cls, site: Site) -> "SiteSettings":
        """Reading writes nothing: a site without settings has empty ones."""
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    def clean(self) -> None:
        if self.announcement_from and self.announcement_until and self.announcement_until <= self.announcement_from:
            raise ValidationError({"announcement_until": "This is before it begins to be shown."})


@dataclass(frozen=True)
class Announcement:
    words: str
    link: Link | None
    begins: datetime | None
    ends: datetime | None


@dataclass(frozen=True)
class Frame:
    announcement: Announcement | None
    menu: list[Link]
    footer_words: str
    footer_links: list[Link]
    terms: Link | None
    contact_line: str
    profiles: list[Link]


def announcement_shown(words: str, begins: datetime | None, ends: datetime | None, now: datetime) -> bool:
    """From its first instant on, no longer at its last."""
    return bool(words) and (begins is None or begins <= now) and (ends is None or now < ends)


def next_change(begins: datetime | None, ends: datetime | None, now: datetime) -> datetime | None:
    """The next instant at which the clock alone shows or hides the announcement."""
    return min((instant for instant in (begins, ends) if instant and instant > now), default=None)


def frame(request, now: datetime) -> Frame:
    found = kept(request, f"frame of {request.get_host()}", lambda: set_by_marketing(request))
    said = found.announcement
    if said is None:
        return found
    true_until(next_change(said.begins, said.ends, now))
    return found if announcement_shown(said.words, said.begins, said.ends, now) else replace(found, announcement=None)


def set_by_marketing(request) -> Frame:
    site = Site.find_for_request(request)
    house = SiteSettings.for_request(request) if site else SiteSettings()
    pages = named(house, site.root_page) if site else {}
    menu = links_of(house.main_menu, pages, request)
    terms = pages.get(house.terms_page_id)
    return Frame(
        announcement=announcement(house, links_of(house.announcement_link, pages, request)),
        menu=menu or [Link(page.title, page.get_url(request)) for page in pages.values() if in_menu(page, site)],
        footer_words=house.footer_words,
        footer_links=links_of(house.footer_links, pages, request),
        terms=Link(terms.title, terms.get_url(request)) if terms else None,
        contact_line=house.contact_line,
        profiles=[Link(block["value"]["name"], block["value"]["address"]) for block in house.profiles.raw_data],
    )


def named(house: SiteSettings, root: Page) -> dict[int, Page]:
    """All pages that the frame names, in the order of the tree, in one statement."""
    keys = linked([house.main_menu, house.footer_links, house.announcement_link]) | {house.terms_page_id}
    below = Q(show_in_menus=True, depth=root.depth + 1, path__startswith=root.path)
    pages = Page.objects.live().filter(Q(pk__in=keys) | below).order_by("path")
    return {page.pk: page for page in pages}


def in_menu(page: Page, site: Site) -> bool:
    return page.show_in_menus and page.is_child_of(site.root_page)


def announcement(house: SiteSettings, leads_to: list[Link]) -> Announcement | None:
    if not house.announcement:
        return None
    link = leads_to[0] if leads_to else None
    return Announcement(house.announcement, link, house.announcement_from, house.announcement_until)
