"""What is asked of the shop's list, as its address says it. Nonsense in an address is left out, not scolded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from shop.goods.food import ALLERGENS, DIETS

SORTS = {"": "Name", "newest": "Newest first", "price": "Lowest price", "-price": "Highest price"}
PICTURES, ROWS = "", "rows"
LOOKS = {PICTURES: "Pictures", ROWS: "Rows"}
AT_HAND = "on"
# By a café's code, how many days ahead its goods may have to be ordered and still be had on a day.
Leads = Mapping[str, int]


class Given(Protocol):
    """The parameters of an address."""

    def get(self, name: Any, /) -> Any: ...

    def getlist(self, name: Any, /) -> Any: ...


@dataclass(frozen=True)
class Sieve:
    """days: all that can be ordered for, by the day; of these `day` is asked for."""

    cafe: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()
    sort: str = ""
    look: str = PICTURES
    days: Mapping[str, Leads] = field(default_factory=dict, compare=False)

    FILTERS = ("stock", "day", "diet", "without", "cafe")

    @classmethod
    def asked(cls, given: Given, *, cafes: Iterable[str], days: Mapping[str, Leads] | None = None) -> "Sieve":
        def among(name: str, known: Iterable[str]) -> tuple[str, ...]:
            wanted = set(given.getlist(name))
            return tuple(code for code in known if code in wanted)

        def one(name: str, known: Iterable[str]) -> str:
            return value if (value := given.get(name)) in known else ""

        return cls(
            cafe=among("cafe", cafes),
            day=among("day", days or ()),
            diet=among("diet", DIETS),
            without=among("without", ALLERGENS),
            stock=among("stock", [AT_HAND]),
            sort=one("sort", SORTS),
            look=one("look", LOOKS),
            days=days or {},
        )

    @property
    def at_hand(self) -> bool:
        return bool(self.stock)

    @property
    def leads(self) -> dict[str, int]:
        """What is asked of the days: goods that can be had on one of them."""
        found: dict[str, int] = {}
        for each in self.day:
            for cafe, lead in self.days[each].items():
                found[cafe] = max(lead, found.get(cafe, 0))
        return found

    def chosen(self) -> Iterator[tuple[str, str]]:
        """Each filter that leaves something out: its name and its code."""
        for name in self.FILTERS:
            for code in getattr(self, name):
                yield name, code

    def dropping(self, name: str, code: str) -> "Sieve":
        fewer: dict[str, Any] = {name: tuple(each for each in getattr(self, name) if each != code)}
        return replace(self, **fewer)

    def cleared(self) -> "Sieve":
        return Sieve(sort=self.sort, look=self.look, days=self.days)

    def filters_alone(self) -> "Sieve":
        """What decides which goods there are, not how they are shown."""
        return replace(self, sort="", look=PICTURES)

    def looking(self, look: str) -> "Sieve":
        return replace(self, look=look)

    @property
    def query(self) -> str:
        """What follows the path of an address: always the same for the same question, empty for none."""
        said = [(name, code) for name, code in self.chosen()]
        said += [(name, value) for name in ("sort", "look") if (value := getattr(self, name))]
        return f"?{urlencode(said)}" if said else ""

    def page(self, number: int) -> str:
        if number == 1:
            return self.query
        return f"{self.query or '?'}{'&' if self.query else ''}{urlencode({'page': number})}"
