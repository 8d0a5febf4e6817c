"""Where an editor's link leads: to a page, whose address follows it when it moves, or to an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail import blocks
from wagtail.models import Page

SAFE_SCHEMES = ["http", "https"]
OTHER_WAYS = ("mailto:", "tel:")


@dataclass(frozen=True)
class Link:
    words: str
    address: str


def validate_address(address: str) -> None:
    """A path of this site, a web address, or a way to write or call. Never a script."""
    if address.startswith("/") and not address.startswith("//"):
        return
    if address.startswith(OTHER_WAYS):
        return
    try:
        URLValidator(schemes=SAFE_SCHEMES)(address)
    except ValidationError:
        raise ValidationError(
            "Write it like /shop/, https://www.example.org/, mailto:hello@example.org or tel:+442079460018."
        ) from None


class PageLinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock()
    words = blocks.CharBlock(required=False, max_length=60, help_text="Else the page's title.")

    class Meta:
        icon = "doc-empty"
        label = "A page"


class AddressLinkBlock(blocks.StructBlock):
    address = blocks.CharBlock(max_length=500, validators=[validate_address], help_text="For example /shop/.")
    words = blocks.CharBlock(max_length=60)

    class Meta:
        icon = "link"
        label = "An address"


class LinksBlock(blocks.StreamBlock):
    page = PageLinkBlock()
    address = AddressLinkBlock()


def links(streams: Iterable[blocks.StreamValue], request=None) -> list[list[Link]]:
    """The links of several fields at once: one statement for all their pages."""
    streams = list(streams)
    keys = linked(streams)
    pages = Page.objects.live().in_bulk(keys) if keys else {}
    return [links_of(stream, pages, request) for stream in streams]


def linked(streams: Iterable[blocks.StreamValue]) -> set[int]:
    """The keys of the pages that they lead to."""
    return {block["value"]["page"] for stream in streams for block in stream.raw_data if block["type"] == "page"}


def links_of(stream: blocks.StreamValue, pages: Mapping[int, Page], request=None) -> list[Link]:
    """Those to pages that aren't given, because they aren't on the site, are left out."""
    found = (_link(block["type"], block["value"], pages, request) for block in stream.raw_data)
    return [link for link in found if link]


def _link(kind: str, value: dict, pages: Mapping[int, Page], request) -> Link | None:
    if kind == "address":
        return Link(value["words"], value["address"])
    page = pages.get(value["page"])
    return Link(value["words"] or page.title, page.get_url(request)) if page else None
