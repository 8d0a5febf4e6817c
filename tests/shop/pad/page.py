"""The pad as a browser without scripts sends it: the fields as the page has them, save what one writes."""

from bs4 import BeautifulSoup

PAD, PASTE = "/shop/pad/", "/shop/pad/paste/"


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text(answer):
    return " ".join(soup(answer).get_text(" ").split())


def fields(answer, form=None):
    form = soup(answer).find(id=form) if form else soup(answer).find("main").find("form")
    sent = {}
    for each in form.find_all(["input", "textarea"]):
        if each.get("disabled") is not None or each.get("type") in ("file", "submit"):
            continue
        if each.get("type") != "checkbox" or each.has_attr("checked"):
            sent[each["name"]] = each.get("value", "") if each.name == "input" else each.text.strip()
    return sent


def written(answer):
    """What stands in the pad, by goods."""
    found = fields(answer, "pad")
    return {int(name[2:]): value for name, value in found.items() if name.startswith("q-") and value}


def send(client, answer=None, *, asked="basket", path=PAD, **more):
    answer = answer or client.get(PAD)
    return client.post(path, fields(answer, "pad") | {"asked": asked} | more)


def number(product, quantity):
    return {f"q-{product.pk}": str(quantity)}


def in_basket(user):
    basket = user.baskets.filter(status="Open").first()
    return {line.product.upc: line.quantity for line in basket.lines.select_related("product")} if basket else {}
