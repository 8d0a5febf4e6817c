"""What two people of one account order again and again: a list for all of them, and one for herself."""

from datetime import datetime, timedelta

from oscar.core.loading import get_model

from shop.accounts.demo import BUYER, HOLLY
from shop.pad.actions.lists import Line, make
from shop.trade.models import Member

LISTS = (
    (
        HOLLY.email,
        "Monday bread",
        True,
        {"EL-SOUR": 24, "EL-BAG": 4, "EL-ROLL": 3, "EL-FOC": 2, "EL-CROI": 2, "HR-ESP": 2},
    ),
    (BUYER.email, "Garden café, sunny weekend", False, {"EL-CHOC": 2, "EL-LEM": 2, "HR-COL": 3, "EL-BUNS": 2}),
)


def lists(now: datetime) -> None:
    records = get_model("partner", "StockRecord").objects.select_related("product")
    by_code = {record.partner_sku: record for record in records}
    for email, name, is_shared, numbers in LISTS:
        people = Member.objects.select_related("account", "user")
        member = people.get(user__email=email, account__members__user__email=BUYER.email)
        lines = [
            Line(record.product_id, sku, record.product.get_title(), quantity, record.price)
            for sku, quantity in numbers.items()
            if (record := by_code.get(sku))
        ]
        make(member=member, name=name, is_shared=is_shared, lines=lines, now=now - timedelta(days=9))
