"""Whose is the row that stands in an address: that says to whom it must not even exist."""

from enum import Enum, auto

from tests.testbed.crawl import Address


class Whose(Enum):
    ACCOUNT = auto()  # a customer company's: missing for everybody else's people
    CAFE = auto()  # a café's, or of an account that it looks after: missing for the staff of another
    HOLDER = auto()  # the key in the address is the right itself, and came by mail
    HOUSE = auto()  # of the house as a whole: a role opens it or does not
    EVERYBODY = auto()


# By the beginning of the address's name; the longest that fits decides. An address that none fits must be put here.
BY_NAME = {
    "customer:": Whose.ACCOUNT,
    "checkout:thanks": Whose.ACCOUNT,
    "ordering:calendar": Whose.ACCOUNT,
    "ordering:approved": Whose.HOLDER,
    "ordering:guest": Whose.HOLDER,
    "ordering:rest": Whose.HOLDER,
    "dashboard:account": Whose.CAFE,
    "dashboard:application": Whose.CAFE,
    "dashboard:cafe-": Whose.CAFE,
    "dashboard:catalogue-product": Whose.CAFE,
    "dashboard:closure": Whose.CAFE,
    "dashboard:counter": Whose.CAFE,
    "dashboard:order-": Whose.CAFE,
    "dashboard:round": Whose.CAFE,
    "dashboard:route": Whose.CAFE,
    "dashboard:shelf-import": Whose.CAFE,
    "dashboard:take-": Whose.CAFE,
    "account_": Whose.HOLDER,
    "applying:": Whose.HOLDER,
    "invitation": Whose.HOLDER,
    "password-reset-confirm": Whose.HOLDER,
    "dashboard:catalogue-attribute-option-group": Whose.HOUSE,
    "dashboard:catalogue-category": Whose.HOUSE,
    "dashboard:catalogue-class": Whose.HOUSE,
    "dashboard:catalogue-option": Whose.HOUSE,
    "dashboard:catalogue-product-create": Whose.HOUSE,
    "dashboard:catalogue-product-create-child": Whose.CAFE,
    "dashboard:deposit-": Whose.HOUSE,
    "dashboard:offer": Whose.HOUSE,
    "dashboard:partner": Whose.HOUSE,
    "dashboard:payment": Whose.HOUSE,
    "dashboard:price-": Whose.HOUSE,
    "dashboard:privacy-": Whose.HOUSE,
    "dashboard:range": Whose.HOUSE,
    "dashboard:shipping": Whose.HOUSE,
    "dashboard:user": Whose.HOUSE,
    "dashboard:vat": Whose.HOUSE,
    "dashboard:voucher": Whose.HOUSE,
    "outbox:": Whose.HOUSE,
    "basket:": Whose.EVERYBODY,
    "catalogue:": Whose.EVERYBODY,
    "checkout:another-way": Whose.HOLDER,
    "checkout:give-up": Whose.HOLDER,
    "checkout:pay": Whose.HOLDER,
    "media": Whose.EVERYBODY,
    "offer:": Whose.EVERYBODY,
    "product_chooser:": Whose.HOUSE,
    "sitemap": Whose.EVERYBODY,
    "payments:": Whose.HOUSE,
    "sandbox:": Whose.EVERYBODY,
    "sandbox:api": Whose.HOUSE,
    "sandbox:pay": Whose.HOLDER,
    "updates:": Whose.HOLDER,
    "updates:ask": Whose.EVERYBODY,
}


def whose(address: Address) -> Whose | None:
    fitting = [beginning for beginning in BY_NAME if address.name.startswith(beginning)]
    return BY_NAME[max(fitting, key=len)] if fitting else None


def names_a_row(address: Address) -> bool:
    return address.name.endswith(")")
