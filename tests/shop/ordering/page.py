"""The checkout as a browser without scripts sends it: fields as the page has them, save what one types or chooses."""

from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse

VERA = {"email": "vera@example.com", "name": "Vera Visitor", "phone": "0117 496 0123"}
HOME = {"place": "new", "line1": "2 Low Road", "town": "Bristol", "postcode": "BS1 4DJ"}


def soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def fields(answer: Any) -> dict[str, str]:
    form = soup(answer).find(id="checkout")
    assert form, answer.content.decode()[:2000]
    sent = {}
    for each in form.find_all(["input", "textarea", "select"]):
        name, kind = each.get("name"), each.get("type", "text")
        if each.name == "select":
            sent[name] = each.find("option", selected=True)["value"]
        elif each.name == "textarea":
            sent[name] = each.text.strip()
        elif kind not in ("radio", "checkbox") or each.has_attr("checked"):
            sent[name] = each.get("value", "")
    return {name: value for name, value in sent.items() if name}


def look(client: Any) -> dict[str, str]:
    return fields(client.get(reverse("checkout:index")))


def send(client: Any, sent: dict[str, str], *, asked: str = "place", **more: str) -> Any:
    return client.post(reverse("checkout:index"), sent | {"asked": asked} | more)


def place(client: Any, **typed: str) -> Any:
    """Looks, types, looks again as a change makes it necessary, and places."""
    sent = look(client) | typed
    send(client, sent, asked="days")
    return send(client, look(client) | typed)


def text(answer: Any) -> str:
    return " ".join(soup(answer).get_text(" ").split())


def refused(answer: Any) -> str:
    return " ".join(soup(answer).find(id="refused").get_text(" ").split())
