"""What delivery costs, and how much has to be ordered: net, of the goods alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from shop.cafes.areas import joined, serves
from shop.money import NOTHING
from shop.rounds.domain.refusals import UnderMinimum


@dataclass(frozen=True)
class Zone:
    """Postcodes by their beginning; a charge and a minimum where they differ from the route's."""

    prefix: str
    charge: Decimal | None = None
    minimum: Decimal | None = None


@dataclass(frozen=True)
class Terms:
    minimum: Decimal = NOTHING
    charge: Decimal = NOTHING
    free_from: Decimal | None = None

    def at(self, zone: Zone) -> "Terms":
        return replace(
            self,
            charge=self.charge if zone.charge is None else zone.charge,
            minimum=self.minimum if zone.minimum is None else zone.minimum,
        )

    def charge_for(self, net: Decimal) -> Decimal:
        return NOTHING if self.free_from is not None and net >= self.free_from else self.charge

    def missing(self, net: Decimal) -> Decimal:
        """How much more has to be ordered."""
        return max(self.minimum - net, NOTHING)

    def until_free(self, net: Decimal) -> Decimal | None:
        """How much more makes delivery free; None where it is, or never will be."""
        if self.free_from is None or not self.charge_for(net):
            return None
        return self.free_from - net

    def why_too_little(self, net: Decimal, currency: str) -> UnderMinimum | None:
        missing = self.missing(net)
        return UnderMinimum(missing, self.minimum, currency) if missing else None


def zone_of(zones: Iterable[Zone], postcode: str) -> Zone | None:
    """The longest beginning wins."""
    fitting = (zone for zone in zones if serves((zone.prefix,), postcode))
    return max(fitting, key=lambda zone: len(zone.prefix), default=None)


@dataclass(frozen=True)
class Reach:
    """Where delivery costs the same. is_rest: of a beginning, some of which is on terms of its own."""

    prefixes: tuple[str, ...]
    terms: Terms
    is_rest: bool = False

    def __str__(self) -> str:
        return f"{'elsewhere in ' if self.is_rest else ''}{', '.join(self.prefixes)}"


def reaches(terms: Terms, zones: Iterable[Zone]) -> list[Reach]:
    """The cheapest first; the rest of a beginning after its parts."""
    by_terms: dict[Terms, list[str]] = {}
    for zone in zones:
        by_terms.setdefault(terms.at(zone), []).append(zone.prefix)
    everywhere = [prefix for prefixes in by_terms.values() for prefix in prefixes]
    found = []
    for each, prefixes in by_terms.items():
        own = sorted(joined(prefixes), key=lambda prefix: (prefix.rstrip("0123456789"), len(prefix), prefix))
        others = set(everywhere) - set(prefixes)
        whole = tuple(prefix for prefix in own if not any(joined((prefix, other)) == (prefix,) for other in others))
        rest = tuple(prefix for prefix in own if prefix not in whole)
        found += [Reach(whole, each)] if whole else []
        found += [Reach(rest, each, is_rest=True)] if rest else []
    return sorted(found, key=lambda reach: (reach.is_rest, reach.terms.charge, reach.terms.minimum, reach.prefixes))
