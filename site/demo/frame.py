"""What stands above and below every page of the demo."""

from datetime import datetime, timedelta

from wagtail.models import Page, Site

from demo.pages.scenes import scene
from home.frame import SiteSettings
from home.models import HomePage

FOOTER = ("wholesale", "cafes", "news", "about", "contact")


def frame(home: HomePage, now: datetime) -> SiteSettings:
    """After the pages that it leads to; those that aren't there are left out."""
    pages = {page.slug: page for page in home.get_children()}
    site = Site.objects.get(is_default_site=True)
    return SiteSettings.objects.create(
        site=site,
        announcement="We now deliver to Bath, too: on Tuesdays, Thursdays and Saturdays.",
        announcement_link=[to(pages["wholesale"], "Where we deliver")] if "wholesale" in pages else [],
        announcement_from=now - timedelta(days=3),
        announcement_until=now + timedelta(days=25),
        footer_words="Three cafés bake, roast and cook for the offices, shops and restaurants around them.",
        footer_links=[to(pages[slug]) for slug in FOOTER if slug in pages],
        terms_page=pages.get("terms"),
        contact_line="hello@cafedjango.example or +44 117 496 0100, weekdays from 7:00 to 15:00",
        profiles=[("profile", {"name": "Mastodon", "address": "https://social.example/@cafedjango"})],
        share_picture=scene("social"),
    )


def to(page: Page, words: str = "") -> tuple[str, dict[str, object]]:
    return "page", {"page": page, "words": words}
