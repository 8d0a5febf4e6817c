"""A round reaches whom it is asked to, for goods that are worth the way. Asked once more when an order is placed,
since not every order comes from a page that chose its round so."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from shop.cafes.models import Cafe
from shop.postal import country_of_postcode
from shop.rounds.domain.charges import Zone, zone_of
from shop.rounds.domain.departures import DELIVERY
from shop.rounds.domain.refusals import NotInArea
from shop.rounds.models import Area, Round


@dataclass(frozen=True)
class Way:
    """round: as it is under its lock. net: of the goods alone. postcode: empty where it is collected."""

    cafe: Cafe
    round: Round
    net: Decimal
    postcode: str = ""


def check_ways(*, ways: Collection[Way]) -> None:
    """In one statement, and in none where all is collected."""
    zones = _zones({way.round.route_id for way in ways if way.round.kind == DELIVERY and way.round.route_id})
    for way in ways:
        terms = way.round.terms
        if way.round.kind == DELIVERY:
            here = zones.get((way.round.route_id, country_of_postcode(way.postcode)), ())
            zone = zone_of(here, way.postcode)
            if zone is None:
                raise NotInArea(way.cafe.name, way.postcode)
            terms = terms.at(zone)
        if why_too_little := terms.why_too_little(way.net, way.cafe.currency):
            raise why_too_little


def _zones(routes: Collection[int]) -> dict[tuple[int | None, str | None], list[Zone]]:
    """By route and country."""
    found: dict[tuple[int | None, str | None], list[Zone]] = defaultdict(list)
    if routes:
        for area in Area.objects.filter(route__in=routes).select_related("route"):
            found[area.route_id, area.route.country].append(area.zone)
    return found
