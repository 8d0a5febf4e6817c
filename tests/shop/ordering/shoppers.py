"""People with a browser at the running site's checkout, step by step: they look, place, pay at the bank, come back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from sandbox.story import STORIES, Story
from shop.rounds.actions.making import make_rounds
from tests.factories import BasketFactory, CafeFactory, CounterFactory, MemberFactory
from tests.testbed.forms import filled
from tests.testbed.server import Served
from tests.testbed.visitor import Answer, Visitor

CHECKOUT, THANKS, PAYMENT, AT_BANK = "/checkout/", "/checkout/thanks/", "/checkout/payment/", "/sandbox/bank/pay/"
ROSA, HARTLEYS = (
    next(story for story in STORIES if story.holder == name) for name in ("Rosa Whitfield", "Hartley's Kitchen")
)
GUEST = {"email": "rosa@example.com", "name": "Rosa Whitfield", "phone": "0117 496 0123"}


def open_cafe() -> Any:
    """One collects there, on any day; its rounds are made."""
    cafe = CafeFactory()
    for weekday in range(7):
        cafe.openings.create(weekday=weekday, opens=time(8), closes=time(18))
    CounterFactory(cafe=cafe)
    make_rounds(now=timezone.now(), cafes=[cafe])
    return cafe


def members(count: int, *lines: tuple[Any, int]) -> list[Any]:
    """Each with a basket of these, and an account that may order without paying at once."""
    return [member(*lines) for _ in range(count)]


def member(*lines: tuple[Any, int]) -> Any:
    made = MemberFactory(account__terms="net_30", account__credit_limit=Decimal(5000))
    BasketFactory(owner=made.user, lines=lines)
    return made


@dataclass
class Shopper:
    """fields: the checkout's form as it stands before them. page: where they have been led."""

    visitor: Visitor
    fields: dict[str, str] = field(default_factory=dict)
    page: str = CHECKOUT

    @classmethod
    def ready(cls, site: Served, who: Any, **typed: str) -> "Shopper":
        """The page is open, and the finger on the button."""
        return cls(Visitor.signed_in(site, who.user)).look(**typed)

    @classmethod
    def guest(cls, site: Served, loaf: Any, quantity: int = 2) -> "Shopper":
        visitor = Visitor(site)
        visitor.post(f"/basket/add/{loaf.pk}/", quantity=quantity)
        return cls(visitor)

    def look(self, **typed: str) -> "Shopper":
        return self.read(self.visitor.get(CHECKOUT), **typed)

    def read(self, answer: Answer, **typed: str) -> "Shopper":
        self.fields = filled(answer.text, action=CHECKOUT) | typed | {"asked": "place"}
        return self

    def click(self) -> Answer:
        return self.visitor.post(CHECKOUT, **self.fields)

    def place(self) -> None:
        self.follow(self.click())

    def pay(self, story: Story = HARTLEYS) -> None:
        """In the bank's window, which leads back."""
        known = filled(self.visitor.get(self.page).text, action="") | {"number": story.digits, "secret": story.secret}
        self.follow(self.visitor.post(self.page, **known))

    def pay_and_come_back(self) -> None:
        """On to the bank first, if it was too busy to be heard when the order was placed."""
        if self.page.startswith(PAYMENT):
            self.follow(self.try_again())
        self.pay()
        self.come_back()

    def come_back(self) -> None:
        self.follow(self.visitor.get(self.page))

    def try_again(self) -> Answer:
        """On to the bank, from the page that says how it stands with the payment."""
        return self.visitor.post(f"{self.page}pay/")

    def follow(self, answer: Answer) -> "Shopper":
        assert answer.status == 302, answer.text
        self.page = urlsplit(answer.headers["Location"]).path
        return self

    @property
    def is_thanked(self) -> bool:
        return self.page.startswith(THANKS)

    def reads(self, path: str = "") -> str:
        """What stands on the page, with whatever it leads on to at once."""
        answer = self.visitor.get(path or self.page)
        while answer.status == 302:
            answer = self.visitor.get(urlsplit(answer.headers["Location"]).path)
        assert answer.status == 200, answer.text
        return " ".join(unescape(answer.text).split())


def landed_on(answer: Answer) -> str:
    """The number of the order whose page it leads to; empty for who is sent back."""
    _, _, after = answer.headers.get("Location", "").partition(THANKS)
    return after.strip("/")


def was_placed(answer: Answer) -> bool:
    return urlsplit(answer.headers.get("Location", "")).path.startswith((THANKS, AT_BANK, PAYMENT))


def led_to_the_bank(answer: Answer) -> bool:
    return urlsplit(answer.headers.get("Location", "")).path.startswith(AT_BANK)


def clicks(shoppers: Iterable[Shopper]) -> list[Callable[[], Answer]]:
    return [shopper.click for shopper in shoppers]
