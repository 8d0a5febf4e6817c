"""Price lists that between them show every rule: for everybody, for a group, for one account, a share off all."""

from datetime import date
from decimal import Decimal

from oscar.core.loading import get_model

from shop.pricing.models import AccountPriceList, ListPrice, PriceList
from shop.trade.models import TradeAccount

BY_THE_CASE, RESTAURANTS, CORNER, CHARITIES = "By the case", "Restaurants", "Corner Provisions", "Schools and charities"
PRICES = {
    BY_THE_CASE: {
        "EL-SOUR": {10: "3.00", 24: "2.80"},
        "EL-CROI": {5: "25.20"},
        "HR-ESP": {6: "16.80", 12: "16.20"},
        "LL-JAM": {4: "18.60"},
    },
    RESTAURANTS: {
        "EL-SOUR": {1: "2.95", 20: "2.70"},
        "EL-BAG": {1: "10.90", 4: "10.40"},
        "EL-FOC": {1: "17.20"},
        "HR-ESP": {1: "16.40", 10: "15.80"},
        "LL-CHE": {1: "17.10", 3: "16.50"},
        "LL-APP": {1: "16.90"},
    },
    CORNER: {"EL-BROW": {1: "21.50"}, "LL-CRI": {1: "18.90", 5: "17.50"}},
    CHARITIES: {},
}
ACCOUNTS = {
    RESTAURANTS: ("Hartley's Kitchen", "The Pantry Hotel"),
    CORNER: ("Corner Provisions",),
    CHARITIES: (),
}


def prices() -> None:
    for name, goods in PRICES.items():
        shown = {"is_for_everybody": name == BY_THE_CASE, "percent_off": Decimal(8 if name == CHARITIES else 0)}
        listed, made = PriceList.objects.get_or_create(name=name, defaults=shown)
        if made:
            fill(listed, goods)
            give(listed)


def fill(listed: PriceList, goods: dict[str, dict[int, str]]) -> None:
    records = {
        each.partner_sku: each for each in get_model("partner", "StockRecord").objects.filter(partner_sku__in=goods)
    }
    ListPrice.objects.bulk_create(
        ListPrice(
            price_list=listed,
            stockrecord=records[sku],
            from_quantity=quantity,
            price=Decimal(price),
            first_day=date(2026, 1, 1),
        )
        for sku, steps in goods.items()
        for quantity, price in steps.items()
    )


def give(listed: PriceList) -> None:
    accounts = TradeAccount.objects.filter(name__in=ACCOUNTS.get(listed.name, ()))
    AccountPriceList.objects.bulk_create(AccountPriceList(account=account, price_list=listed) for account in accounts)
