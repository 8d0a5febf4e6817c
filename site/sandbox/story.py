"""Whose accounts the demo's bank keeps, with secrets that everybody may know."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sandbox.models import Account
from sandbox.money import open_account

CUSTOMER, CAFE, SUPPLIER = Account.Kind.CUSTOMER, Account.Kind.CAFE, Account.Kind.SUPPLIER


@dataclass(frozen=True)
class Story:
    digits: str
    holder: str
    kind: Account.Kind
    secret: str
    balance: str
    about: str = ""
    is_closed: bool = False

    @property
    def number(self) -> str:
        return f"{self.digits[:4]} {self.digits[4:]}"


COLLECTED_IN = Story("10000001", "CafeDjango", CAFE, "1000", "0", "What customers pay the cafés comes in here.")
STORIES = (
    COLLECTED_IN,
    Story("10000002", "Early Loaf", CAFE, "1002", "8200.00"),
    Story("10000003", "Harbour Roast", CAFE, "1003", "6450.00"),
    Story("10000004", "Liffey Larder", CAFE, "1004", "5125.00"),
    Story("20010001", "Rosa Whitfield", CUSTOMER, "1234", "500.00", "Buys now and then."),
    Story("20010002", "Hartley's Kitchen", CUSTOMER, "2345", "12000.00"),
    Story("20010003", "Corner Provisions", CUSTOMER, "3456", "3000.00"),
    Story("20010004", "Tom Bell", CUSTOMER, "4567", "2.50", "Has too little money for most things."),
    Story("20010005", "Old Market Stores", CUSTOMER, "5678", "0", "Closed.", is_closed=True),
    Story("30010001", "Severn Mill", SUPPLIER, "6789", "20000.00", "Flour."),
    Story("30010002", "Glen Dairy", SUPPLIER, "7890", "15000.00", "Milk, butter and cheese."),
)
TO_TRY = tuple(story for story in STORIES if story.kind == CUSTOMER)


def open_accounts(now: datetime) -> None:
    """Once: what was paid since stays."""
    if Account.objects.exists():
        return
    for story in STORIES:
        account = open_account(
            number=story.digits,
            holder=story.holder,
            kind=story.kind,
            secret=story.secret,
            balance=Decimal(story.balance),
            now=now,
        )
        if story.is_closed:
            Account.objects.filter(pk=account.pk).update(is_closed=True)
