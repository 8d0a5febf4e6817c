"""A call as a browser without scripts takes it: fields as the page has them, save what is said."""

from typing import Any

from bs4 import BeautifulSoup

from shop.taking.models import Taking

FIND = "/dashboard/take/"


def soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def text(answer: Any) -> str:
    return " ".join(soup(answer).find("main").get_text(" ").split())


def fields(answer: Any) -> dict[str, str]:
    form = soup(answer).find(id="take")
    assert form, text(answer)
    sent = {}
    for each in form.find_all(["input", "textarea", "select"]):
        name, kind = each.get("name"), each.get("type", "text")
        if each.has_attr("disabled"):
            continue
        if each.name == "select":
            sent[name] = each.find("option", selected=True)["value"]
        elif each.name == "textarea":
            sent[name] = each.text.strip()
        elif kind not in ("radio", "checkbox") or each.has_attr("checked"):
            sent[name] = each.get("value", "")
    return {name: value for name, value in sent.items() if name}


def begin(client: Any, **whom: Any) -> str:
    answer = client.post(FIND, whom)
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def say(client: Any, page: str, **said: Any) -> Any:
    """With all that stands there, and leads to what it answers."""
    return client.post(page, fields(client.get(page)) | {"asked": "write"} | said, follow=True)


def place(client: Any, page: str, **said: Any) -> Any:
    return say(client, page, **said, asked="place")


def refused(answer: Any) -> str:
    told = soup(answer).find(id="refused")
    return " ".join(told.get_text(" ").split()) if told else ""


def taking(client: Any) -> Taking:
    return Taking.objects.filter(by=client.person).latest("pk")


def held(client: Any) -> dict[str, int]:
    lines = taking(client).basket.lines.select_related("product")
    return {line.product.upc: line.quantity for line in lines}


def for_account(client: Any, account: Any, **goods: Any) -> str:
    """Begun, and goods written down: by code, how many."""
    page = begin(client, account=account.pk)
    for product, quantity in goods.items():
        say(client, page, goods=product.replace("_", "-"), count=str(quantity))
    return page
