"""A café that is not ours, whose words and numbers stand nowhere else: where they show, something told of it."""

from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.applying.models import Application
from shop.desk.models import AccountNote
from shop.trade.actions.recording import record
from tests.factories import (
    CafeFactory,
    LocationFactory,
    MemberFactory,
    OrderFactory,
    ProductFactory,
    TradeAccountFactory,
    UserFactory,
)

THEIRS = "Zanzibar"
THEIR_PRICE = Decimal("7193.57")
MARKS = (THEIRS.lower(), "7193.57", "7,193.57")


def another_cafe():
    """With all that a café has: people, goods, private ones too, low stock, an order, a customer on account."""
    cafe = CafeFactory(name=f"{THEIRS} Tearoom", description=f"{THEIRS} by the sea.", email="zanzibar@example.com")
    get_model("partner", "Partner").objects.filter(pk=cafe.partner.pk).update(code=THEIRS.lower())
    UserFactory(first_name=THEIRS, email="zanzibar.staff@example.com").partners.add(cafe.partner)
    customer = UserFactory(first_name=THEIRS, last_name="Customer", email="zanzibar.customer@example.com")
    loaf = ProductFactory(cafe=cafe, title=f"{THEIRS} loaf", upc=f"{THEIRS}-1", price=THEIR_PRICE)
    ProductFactory(cafe=cafe, title=f"{THEIRS} secret", upc=f"{THEIRS}-2", is_public=False)
    order = OrderFactory(user=customer, lines=[(loaf, 1)])
    order.notes.create(message=f"{THEIRS} note", user=customer)
    get_model("partner", "StockAlert").objects.create(stockrecord=loaf.stockrecords.get(), threshold=4)
    an_account(cafe, customer)
    return cafe, loaf, order


def an_account(cafe, customer) -> None:
    account = TradeAccountFactory(name=f"{THEIRS} Hotel", cafe=cafe, town=THEIRS, status="on_hold", hold_reason=THEIRS)
    MemberFactory(account=account, user=customer)
    LocationFactory(account=account, name=f"{THEIRS} kitchen", access_notes=THEIRS)
    record(account=account, by=customer, what=f"{THEIRS} changed", new=THEIRS)
    AccountNote.objects.create(account=account, text=f"{THEIRS} note", by=customer)
    Application.objects.create(name=f"{THEIRS} Inn", cafe=cafe, status="sent", sent_at=timezone.now(), town=THEIRS)


def marks_in(response: HttpResponse) -> set[str]:
    text = (response.getvalue() if response.streaming else response.content).decode(errors="ignore").lower()
    return {mark for mark in MARKS if mark in text}
