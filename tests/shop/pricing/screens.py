"""Pages of prices as tests open and fill them in."""

from django.urls import reverse


def at(page: str, **arguments) -> str:
    return reverse(f"dashboard:{page}", kwargs={name: getattr(value, "pk", value) for name, value in arguments.items()})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows(*typed: dict) -> dict:
    """The table of prices as a browser sends it."""
    sent = {f"r{number}-{name}": value for number, row in enumerate(typed) for name, value in row.items()}
    return sent | {"rows": str(len(typed)), "save": "1"}


def new(product: str, price: str, quantity: str = "1", /, **more: str) -> dict:
    return {"product": product, "price": price, "from_quantity": quantity} | more


def as_shown(price, /, **changed: str) -> dict:
    """A row of the page, as it was drawn and then changed."""
    first, last = price.first_day or "", price.last_day or ""
    shown = {
        "pk": price.pk,
        "was": f"{price.price}|{price.from_quantity}|{first}|{last}",
        "from_quantity": price.from_quantity,
        "price": price.price,
        "first_day": first,
        "last_day": last,
    }
    return shown | changed
