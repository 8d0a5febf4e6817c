"""What the head of a page tells search engines and those who share it."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from oscar.core.loading import get_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError
from wagtail.models import Page, Site

from home import facts
from home.facts import Fact
from home.frame import SiteSettings
from shop.cafes.models import Cafe
from shop.edition.keeping import kept
from shop.goods.pictures import SHARED_SIZE
from shop.goods.supply import TO_ORDER

UNSAFE_IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Picture:
    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Head:
    title: str
    description: str
    address: str
    kind: str = "website"
    picture: Picture | None = None
    about: tuple[Fact, ...] = ()

    @property
    def data(self) -> SafeString:
        """Facts for a script element that browsers don't run; nothing in them can end it."""
        graph = {"@context": "https://schema.org", "@graph": list(self.about)}
        return mark_safe(json.dumps(graph, ensure_ascii=False).translate(UNSAFE_IN_A_SCRIPT))  # noqa: S308


def head_of(context: Any) -> Head | None:
    """By what a page shows: an editorial page, a product, a category. Other pages aren't for sharing."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return None
    page, product, category = (context.get(name) for name in ("page", "product", "category"))
    if isinstance(page, Page):
        return of_page(request, page, context.get("lead_picture"), context.get("cafe"))
    if isinstance(product, get_model("catalogue", "Product")) and "info" in context:
        return of_product(request, product, context["info"], category)
    if isinstance(category, get_model("catalogue", "Category")):
        return of_category(request, category)
    if getattr(request.resolver_match, "view_name", "") == "catalogue:index" and "exception" not in context:
        return of_shop(request)
    return None


def of_page(request, page: Page, lead_picture: Any = None, cafe: Any = None) -> Head:
    title, description = page.seo_title or page.title, description_of(page)
    address, picture = canonical(request), picture_of(request, lead_picture)
    about: list[Fact] = []
    if is_front(request, page):
        about += front(request, picture)
    else:
        about.append(facts.trail(steps_to(page)))
    if isinstance(cafe, Cafe):
        about.append(of_cafe(cafe, address, picture))
    day = getattr(page, "date", None)
    if day:
        changed = page.last_published_at.isoformat() if page.last_published_at else ""
        about.append(
            facts.article(
                title=title,
                description=description,
                address=address,
                day=day,
                changed=changed,
                picture=picture.address if picture else "",
                house=absolute("/"),
            )
        )
    return Head(title, description, address, "article" if day else "website", picture, tuple(about))


def of_cafe(cafe: Cafe, address: str, picture: Picture | None) -> Fact:
    return facts.cafe(
        name=cafe.name,
        description=cafe.description,
        address=address,
        post=getattr(cafe, "address", None),
        email=cafe.email,
        phone=cafe.phone.as_international if cafe.phone else "",
        hours=cafe.hours,
        picture=picture.address if picture else "",
    )


def of_product(request, product: Any, info: Any, category: Any) -> Head:
    title, description = product.get_title(), shortened(product.get_meta_description() or product.description)
    address = absolute(product.get_absolute_url())
    image = product.primary_image()
    picture = picture_of(request, image["original"] if isinstance(image, dict) else image.original)
    steps = [("Shop", absolute(reverse("catalogue:index")))]
    if category:
        steps.append((category.name, absolute(category.get_absolute_url())))
    price = info.price.incl_tax if info.price.exists else None
    goods = facts.goods(
        title=title,
        description=description,
        address=address,
        number=product.upc or "",
        picture=picture.address if picture else "",
        price=price,
        currency=info.price.currency,
        variants=len(product.get_public_children()) if product.is_parent else 0,
        availability=availability_of(product, info.availability),
    )
    return Head(
        title, description, address, "product", picture, (goods, facts.trail(from_front([*steps, (title, address)])))
    )


def availability_of(product: Any, availability: Any) -> str:
    """In the words of schema.org."""
    if product.is_archived:
        return "Discontinued"
    if not availability.is_available_to_buy:
        return "OutOfStock"
    return "MadeToOrder" if product.family.supply == TO_ORDER else "InStock"


def of_category(request, category: Any) -> Head:
    description = shortened(category.meta_description or category.description)
    shop, address = absolute(reverse("catalogue:index")), canonical(request)
    steps = facts.trail(from_front([("Shop", shop), (category.name, absolute(category.get_absolute_url()))]))
    return Head(category.name, description, address, "website", picture_of(request, None), (steps,))


def of_shop(request) -> Head:
    return Head("Shop", settings.OSCAR_SHOP_TAGLINE, canonical(request), "website", picture_of(request, None))


def front(request, picture: Picture | None) -> list[Fact]:
    home = absolute("/")
    profiles = kept(request, f"profiles of {request.get_host()}", lambda: profiles_of(request))
    name = settings.WAGTAIL_SITE_NAME
    return [
        facts.house(
            name=name,
            address=home,
            logo=absolute(static("img/icon.svg")),
            profiles=profiles,
        ),
        facts.website(name=name, address=home, search=absolute(reverse("search:search"))),
    ]


def profiles_of(request) -> list[str]:
    return [each["value"]["address"] for each in SiteSettings.for_request(request).profiles.raw_data]


def is_front(request, page: Page) -> bool:
    site = Site.find_for_request(request)
    return bool(site) and page.pk == site.root_page_id


def steps_to(page: Page) -> list[tuple[str, str]]:
    steps = []
    while page and page.depth > 2:
        steps.append((page.title, absolute(page.get_url() or "/")))
        page = page.get_parent() if page.depth > 3 else None
    return from_front(reversed(steps))


def from_front(steps: Any) -> list[tuple[str, str]]:
    return [(settings.WAGTAIL_SITE_NAME, absolute("/")), *steps]


def description_of(page: Page) -> str:
    return page.search_description or shortened(getattr(page, "introduction", ""))


def shortened(words: str) -> str:
    return Truncator(" ".join(strip_tags(words or "").split())).chars(160)


def picture_of(request, image: AbstractImage | None) -> Picture | None:
    """Drawn in pixels and in the shape that those who share pages cut to; else the house's own."""
    if isinstance(image, AbstractImage):
        return drawn(image)
    return kept(request, f"share picture of {request.get_host()}", lambda: share_picture(request))


def share_picture(request) -> Picture | None:
    image = SiteSettings.for_request(request).share_picture if Site.find_for_request(request) else None
    return drawn(image) if image else None


def drawn(image: AbstractImage) -> Picture | None:
    try:
        shared = shared_size(image)
    except (SourceImageIOError, OSError):
        return None
    return Picture(absolute(shared.url), shared.width, shared.height, shared.alt)


def shared_size(image: AbstractImage) -> AbstractRendition:
    """Asked for by itself: Wagtail would draw it anew where other sizes alone were prefetched."""
    size = Filter(SHARED_SIZE)
    if any(each.filter_spec == size.spec for each in getattr(image, "prefetched_renditions", ())):
        return image.get_rendition(size)
    found = image.renditions.filter(filter_spec=size.spec, focal_point_key=size.get_cache_key(image)).first()
    return found or image.get_rendition(size)


def canonical(request) -> str:
    """One address for one page: of what was asked, only the number of a list's page counts."""
    number = request.GET.get("page", "")
    return absolute(request.path) + (f"?page={number}" if number.isdigit() and int(number) > 1 else "")


def absolute(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else settings.SITE_URL + address
