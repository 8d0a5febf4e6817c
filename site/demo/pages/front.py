"""The front page, and the site that leads to it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from oscar.core.loading import get_model
from wagtail.models import Page, Site

from demo.pages.scenes import scene
from home.models import FeaturedProduct, HomePage

ON_THE_COUNTER = ("EL-SOUR", "EL-CROI", "HR-ESP", "LL-QUI", "EL-BROW", "HR-SID", "LL-JAM", "LL-BRU")


def front_page() -> HomePage:
    """The site leads to it before Wagtail's own page goes, or it would take the site along."""
    root = Page.objects.get(depth=1)
    home = root.add_child(
        instance=HomePage(
            title="Good things by the case",
            seo_title="CafeDjango: wholesale from three cafés",
            slug="house",
            introduction=(
                "Three cafés bake, roast and cook for the offices, shops and restaurants around Bristol, Cardiff and "
                "Dublin. Order for the week and find it at your door in the morning."
            ),
            lead_picture=scene("hero"),
        )
    )
    address = urlsplit(settings.SITE_URL)
    port = address.port or {"http": 80, "https": 443}[address.scheme]
    about_site = {"hostname": address.hostname, "port": port, "site_name": settings.WAGTAIL_SITE_NAME}
    Site.objects.update_or_create(is_default_site=True, defaults={**about_site, "root_page": home})
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": address.netloc, "name": settings.WAGTAIL_SITE_NAME}
    )
    for welcome in root.get_children().exclude(pk=home.pk):
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)


def fill(home: HomePage) -> None:
    """What names other pages and goods, once these are there."""
    wholesale = Page.objects.child_of(home).get(slug="wholesale")
    home.ways_on = [
        ("address", {"address": "/shop/", "words": "See what we make"}),
        ("page", {"page": wholesale, "words": "How wholesale works"}),
    ]
    for code, product in goods(*ON_THE_COUNTER).items():
        home.featured_products.add(FeaturedProduct(product=product, sort_order=ON_THE_COUNTER.index(code)))
    home.body = [
        (
            "call_to_action",
            {
                "title": "New here? Three steps to your first delivery",
                "text": "Look round, fill a basket, choose a morning. Areas and minimums stand on one page.",
                "words": "How it works",
                "page": wholesale,
                "address": "",
            },
        )
    ]


def goods(*codes: str) -> dict:
    found = get_model("catalogue", "Product").objects.filter(upc__in=codes)
    by_code = {product.upc: product for product in found}
    return {code: by_code[code] for code in codes if code in by_code}
