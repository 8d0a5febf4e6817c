"""What editorial pages show of the cafés."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from home import pictures
from home.models import CafePage
from home.routing import for_everybody
from shop.cafes import domain, queries
from shop.cafes.models import Cafe
from shop.edition.horizon import true_until
from shop.edition.keeping import kept
from shop.rounds import ahead
from shop.rounds.domain.departures import DELIVERY

register = template.Library()


@register.simple_tag(takes_context=True)
def all_cafes(context: Any) -> list[Cafe]:
    return kept(context.get("request"), "all cafés", with_their_pages)


def with_their_pages() -> list[Cafe]:
    """Each with the page that tells of it, if there is one."""
    cafes = list(queries.cafes(now=timezone.now()))
    pages = {page.cafe_id: page for page in for_everybody(CafePage.objects.exclude(cafe=None))}
    pictures.give_pictures(pages.values())
    for cafe in cafes:
        cafe.shown_at = pages.get(cafe.pk)  # type: ignore[attr-defined]
    return cafes


@register.simple_tag(takes_context=True)
def next_cutoff(context: Any) -> str:
    """Of the van whose orders close next; where none goes, of collection. A page that says so holds until then."""
    now = timezone.now()
    rounds = kept(context.get("request"), "rounds ahead", lambda: ahead.open_ahead(now=now))
    vans = [each for each in rounds if each.kind == DELIVERY]
    first = ahead.next_cutoff(vans, now=now) or ahead.next_cutoff(rounds, now=now)
    if first is None:
        return ""
    true_until(first.departure.cutoff_at)
    return f"{first.name}: {first.order_by()[0].lower()}{first.order_by()[1:]}"


@register.simple_tag(takes_context=True)
def page_of_seller(context: Any, partner: Any) -> CafePage | None:
    """The page that tells of the café behind an Oscar partner."""
    return kept(context.get("request"), "pages by seller", pages_by_seller).get(partner.pk)


def pages_by_seller() -> dict[int, CafePage]:
    pages = for_everybody(CafePage.objects.exclude(cafe=None)).select_related("cafe")
    return {page.cafe.partner_id: page for page in pages}


@register.filter
def open_in_words(cafe: Cafe) -> str:
    return domain.in_words(cafe.hours, moment(cafe))


@register.filter
def open_at_the_moment(cafe: Cafe) -> bool:
    return domain.open_now(cafe.hours, moment(cafe))


@register.filter
def coming_week(cafe: Cafe) -> tuple[domain.Day, ...]:
    return domain.coming_week(cafe.hours, moment(cafe))


def moment(cafe: Cafe) -> datetime:
    """Now, and a page that says so holds until the doors open or close, or the day is over."""
    now = timezone.now()
    true_until(domain.true_until(cafe.hours, now))
    return now
