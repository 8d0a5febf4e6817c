"""A café that is not ours, whose words and numbers stand nowhere else: where they show, something told of it."""

from decimal import Decimal

from django.http import HttpResponse
from oscar.core.loading import get_model

from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory

THEIRS = "Zanzibar"
THEIR_PRICE = Decimal("7193.57")
MARKS = (THEIRS.lower(), "7193.57", "7,193.57")


def another_cafe():
    """With all that a café has: people, goods, private ones too, low stock, an order with a note, its customer."""
    cafe = CafeFactory(name=f"{THEIRS} Tearoom", description=f"{THEIRS} by the sea.", email="zanzibar@example.com")
    get_model("partner", "Partner").objects.filter(pk=cafe.partner.pk).update(code=THEIRS.lower())
    UserFactory(first_name=THEIRS, email="zanzibar.staff@example.com").partners.add(cafe.partner)
    customer = UserFactory(first_name=THEIRS, last_name="Customer", email="zanzibar.customer@example.com")
    loaf = ProductFactory(cafe=cafe, title=f"{THEIRS} loaf", upc=f"{THEIRS}-1", price=THEIR_PRICE)
    ProductFactory(cafe=cafe, title=f"{THEIRS} secret", upc=f"{THEIRS}-2", is_public=False)
    order = OrderFactory(user=customer, lines=[(loaf, 1)])
    order.notes.create(message=f"{THEIRS} note", user=customer)
    get_model("partner", "StockAlert").objects.create(stockrecord=loaf.stockrecords.get(), threshold=4)
    return cafe, loaf, order


def marks_in(response: HttpResponse) -> set[str]:
    text = (response.getvalue() if response.streaming else response.content).decode(errors="ignore").lower()
    return {mark for mark in MARKS if mark in text}
