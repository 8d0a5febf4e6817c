"""What a product costs a buyer, and whether it can be bought.

Oscar takes whichever stock record the database names first, prices a basket's line by that record instead of the
line's own, and ignores how many are bought. It also lets a product be bought that was withdrawn or has no price, and
then fails on the basket's total.
"""

from datetime import datetime, time, timedelta
from functools import cached_property, partial

import structlog
from django.utils import timezone
from oscar.apps.partner import strategy
from oscar.core.loading import get_class

from oscar_forks.partner.availability import Available, ToOrder
from oscar_forks.partner.prices import Price
from shop.edition.horizon import true_until
from shop.edition.keeping import kept
from shop.goods import supply
from shop.pricing.book import PriceBook
from shop.pricing.domain import NoRate
from shop.trade.current import current

Unavailable = get_class("partner.availability", "Unavailable")
StockRequired = get_class("partner.availability", "StockRequired")
NoPrice = get_class("partner.prices", "Unavailable")

log = structlog.get_logger(__name__)


class House(strategy.Structured):
    @cached_property
    def day(self):
        """Prices, rates and seasons change at midnight, and with them what a stored page says."""
        today = timezone.localdate()
        true_until(timezone.make_aware(datetime.combine(today + timedelta(days=1), time())))
        return today

    @cached_property
    def member(self):
        return current(self.request) if self.request and self.user else None

    @cached_property
    def account(self):
        return self.member and self.member.account

    @cached_property
    def book(self):
        account = self.account
        book = PriceBook(account, self.day)
        # Who changes rates or lists buys nothing in the same breath.
        keep = partial(kept, self.request, never_written_here=True)
        book.rates = keep(f"VAT rates on {self.day}", lambda: book.rates)
        book.lists = keep(f"price lists of {account and account.pk}", lambda: book.lists)
        return book

    @cached_property
    def reader(self):
        """The same for all who read the same prices: today's, by these lists, net or gross first."""
        return f"{self.day} {'net' if self.net_first else 'gross'} {sorted(self.book.lists)}"

    @property
    def net_first(self):
        """Companies read prices without tax; so does who asks for nobody: a task, a report."""
        return self.request is None or self.member is not None

    def prepare(self, products):
        """To be called with all goods of a page, with their records and variants, before the first is priced."""
        goods = [each for product in products for each in (product, *variants(product))]
        self.book.prepare(record for each in goods for record in each.stockrecords.all())

    def fetch_for_line(self, line, stockrecord=None):
        if not self.book.knows(line.stockrecord):
            self.book.prepare(each.stockrecord for each in line.basket.all_lines())
        return self.fetch_for_product(line.product, line.stockrecord, quantity=line.quantity)

    def fetch_for_product(self, product, stockrecord=None, *, quantity=None):
        record = stockrecord or self.select_stockrecord(product)
        return strategy.PurchaseInfo(
            price=self.pricing_policy(product, record, quantity=quantity),
            availability=self.availability_policy(product, record),
            stockrecord=record,
        )

    def select_stockrecord(self, product):
        return next((record for record in stock_records(product) if record.price is not None), None)

    def pricing_policy(self, product, stockrecord, *, quantity=None):
        if stockrecord is None or stockrecord.price is None:
            return NoPrice()
        try:
            return Price(
                book=self.book,
                product=product,
                record=stockrecord,
                quantity=quantity or product.quantities.first,
                net_first=self.net_first,
            )
        except NoRate as missing:
            log.error("goods without a VAT rate are not sold", product=product.pk, missing=missing.args)
            return NoPrice()

    def has_price(self, product, stockrecord):
        """Whether pricing_policy finds one, without reckoning it."""
        if stockrecord is None or stockrecord.price is None:
            return False
        try:
            self.book.percent(product, stockrecord)
        except NoRate:
            return False
        return True

    def parent_pricing_policy(self, product, children_stock):
        """That of the cheapest variant: "from £x"."""
        prices = [self.pricing_policy(child, record) for child, record in children_stock if record]
        return min((price for price in prices if price.exists), key=lambda price: price.excl_tax, default=NoPrice())

    def availability_policy(self, product, stockrecord):
        shared = product.family
        on_sale = product.is_public and shared.is_public and not shared.is_archived
        if not on_sale or not self.has_price(product, stockrecord):
            return Unavailable()
        if not shared.is_in_season(self.day):
            return Unavailable(supply.season_words(shared.season.next_first(self.day)))
        if shared.supply == supply.STOCKED:
            return StockRequired(stockrecord.net_stock_level, product.quantities)
        if shared.supply == supply.TO_ORDER:
            return ToOrder(shared.lead_days, shared.capacity, product.quantities)
        return Available(product.quantities)

    def parent_availability_policy(self, product, children_stock):
        """That of the variant that can be had best."""
        policies = [self.availability_policy(child, record) for child, record in children_stock]
        order = {"plenty": 0, "few": 1, "none": 2}
        return min(policies, key=lambda policy: order[policy.words.level], default=Unavailable())


def stock_records(product):
    """In one statement with what their tax depends on, where a page has not fetched them with its goods."""
    records = product.stockrecords.all()
    if "stockrecords" not in getattr(product, "_prefetched_objects_cache", ()):
        records = records.select_related("partner__cafe")
    return sorted(records, key=lambda record: record.pk)


def variants(product):
    return product.get_public_children() if product.is_parent else ()


class ForCustomer(House):
    """What somebody else pays, for whom staff act: a company on account, or a visitor."""

    def __init__(self, account, *, request=None):
        super().__init__(request)
        self.account = account

    @property
    def net_first(self):
        return self.account is not None


class Selector:
    def strategy(self, request=None, user=None, **kwargs):
        return House(request)
