"""What is asked of each shop, and as whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "t" * 32
SEARCH = "/search/?q=sourdough"
# Each order of a round is of somebody else.
CUSTOMERS = 121


@dataclass(frozen=True)
class Shown:
    """Where a shop shows its goods; `session` is of somebody signed in, at ours with prices of their own.

    adds: where the five that are ordered go into the basket. sessions: of those who order them.
    """

    listing: str
    product: str
    add: str
    session: str
    adds: list[str]
    sessions: list[str]


@dataclass(frozen=True)
class Load:
    name: str
    server: str
    path: str
    session: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    expects: int = 200
    # Of an answer that must bring one: a basket that was begun.
    cookie: str = ""

    @property
    def method(self) -> str:
        return "POST" if self.fields else "GET"

    @property
    def body(self) -> str | None:
        return urlencode(self.fields | {"csrfmiddlewaretoken": TOKEN}) if self.fields else None

    @property
    def headers(self) -> dict[str, str]:
        cookies = {"csrftoken": TOKEN} | ({"sessionid": self.session} if self.session else {})
        form = {"Content-Type": "application/x-www-form-urlencoded"} if self.fields else {}
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), **form}


def loads(*, ours: Shown, stock: Shown) -> list[Load]:
    """Turn by turn, so that what slows the machine down for a while slows all of them."""
    return [*house("stock", stock, anew=""), *house("ours", ours, anew="?anew"), *only_ours(ours)]


def house(server: str, shown: Shown, *, anew: str) -> Iterator[Load]:
    """With a question mark a page passes by the store, and is made anew."""
    for name, path in {"listing": shown.listing + anew, "product": shown.product + anew, "search": SEARCH}.items():
        yield Load(f"{server}: {name}", server, path)
        yield Load(f"{server}: {name}, signed in", server, path, session=shown.session)
    added = {"quantity": "2"}
    yield Load(f"{server}: add to basket", server, shown.add, fields=added, expects=302, cookie="oscar_open_basket")


def only_ours(shown: Shown) -> Iterator[Load]:
    yield Load("ours: home", "ours", "/?anew")
    for name, path in {"listing": shown.listing, "product": shown.product, "search": SEARCH}.items():
        yield Load(f"nothing kept: {name}", "nothing kept", path)
    stored = {"home": "/", "listing": shown.listing, "product": shown.product, "a café": "/cafes/early-loaf/"}
    for name, path in stored.items():
        yield Load(f"stored: {name}", "ours", path)
    yield Load("bare", "bare", "/")
