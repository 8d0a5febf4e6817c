"""Somebody signed in who orders five lines, at our house and at stock Oscar's: a browser that keeps its cookies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode

from tests.bench.pages import TOKEN, Shown
from tests.bench.serving import Server

ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
CHOSEN = ("radio", "checkbox")


@dataclass
class Customer:
    server: Server
    session: str
    cookies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.cookies = {"csrftoken": TOKEN, "sessionid": self.session}

    def get(self, path: str, *, expects: int = 200) -> str:
        return self.ask("GET", path, None, expects)[0]

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Where it leads."""
        return self.ask("POST", path, urlencode(fields | {"csrfmiddlewaretoken": TOKEN}), 302)[1]

    def ask(self, method: str, path: str, body: str | None, expects: int) -> tuple[str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer, text = self.server.ask(method, path, body, headers)
        if answer.status != expects:
            raise AssertionError(f"{method} {path} answers {answer.status}\n{answer.headers}\n{text.decode()[:4000]}")
        for given in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: each.value for name, each in SimpleCookie(given).items()}
        return text.decode(), answer.headers.get("Location", "")


class Till(Protocol):
    shown: Shown

    def come(self, customer: Customer) -> dict[str, str]:
        """From an empty basket up to the last step: what that sends."""

    def place(self, customer: Customer, sent: dict[str, str]) -> str:
        """The last step. Where the thanks stand."""


@dataclass(frozen=True)
class Ours:
    """One page, that is sent as it came."""

    shown: Shown

    def come(self, customer: Customer) -> dict[str, str]:
        fill_basket(customer, self.shown.adds)
        return fields_of(customer.get("/checkout/"), form='id="checkout"') | {"asked": "place"}

    def place(self, customer: Customer, sent: dict[str, str]) -> str:
        return thanks(customer.post("/checkout/", sent), "/checkout/thanks/")


@dataclass(frozen=True)
class Stock:
    """As shipped, for somebody with an address in their book, one way of shipping, and nothing to pay with."""

    shown: Shown

    def come(self, customer: Customer) -> dict[str, str]:
        fill_basket(customer, self.shown.adds)
        customer.get("/checkout/", expects=302)
        addresses = customer.get("/checkout/shipping-address/")
        chosen = fields_of(addresses, form='id="select_shipping_address_')["address_id"]
        customer.post("/checkout/shipping-address/", {"address_id": chosen, "action": "ship_to"})
        customer.get("/checkout/shipping-method/", expects=302)
        customer.get("/checkout/payment-method/", expects=302)
        customer.get("/checkout/payment-details/")
        return fields_of(customer.get("/checkout/preview/"), form='id="place_order_form"')

    def place(self, customer: Customer, sent: dict[str, str]) -> str:
        return thanks(customer.post("/checkout/preview/", sent), "/checkout/thank-you/")


def fill_basket(customer: Customer, adds: Sequence[str]) -> None:
    for path in adds:
        customer.post(path, {"quantity": "2"})


def thanks(address: str, where: str) -> str:
    if where not in address:
        raise AssertionError(f"Nothing was ordered: it leads to {address}")
    return address


def fields_of(page: str, *, form: str) -> dict[str, str]:
    """As a browser sends them that changes nothing. Read quickly, for a reader that takes its time slows the shop."""
    begins = page.index(form)
    text = page[begins : page.index("</form>", begins)]
    inputs = [dict(ATTRIBUTE.findall(tag)) for tag in re.findall(r"<input([^>]*)>", text)]
    sent = {
        each["name"]: unescape(each.get("value", ""))
        for each in inputs
        if each.get("name") and (each.get("type") not in CHOSEN or "checked" in each)
    }
    areas = re.findall(r"<textarea([^>]*)>(.*?)</textarea>", text, re.DOTALL)
    return sent | {dict(ATTRIBUTE.findall(tag))["name"]: unescape(words).strip() for tag, words in areas}
