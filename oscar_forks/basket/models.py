"""A basket: at most one open one a person, and gone for good once it became an order."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.templatetags.currency_filters import currency

from shop import money
from shop.goods.queries import pictured


class Basket(AbstractBasket):
    class Meta(AbstractBasket.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(status=AbstractBasket.OPEN), name="one_open_basket_an_owner"
            )
        ]

    _lines: Any

    def all_lines(self):
        """All that pricing, stock words and the basket's page ask of the lines, in one go."""
        if self.id is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__product_class", "product__parent__product_class", "stockrecord__partner__cafe"
                )
                .prefetch_related("attributes__option", pictured("product__images", "line"))
                .order_by("pk")
            )
        return self._lines

    @property
    def num_lines(self):
        return len(self.all_lines())

    def add_product(self, product, quantity=1, options=None):
        """Two clicks at once add up: the second waits for the first."""
        with transaction.atomic():
            self.hold()
            line, created = super().add_product(product, quantity, options)
            line.note_price()
        return line, created

    add_product.alters_data = True  # type: ignore[attr-defined]
    add = add_product

    def put(self, product, quantity):
        """So many in all, however many there were; none takes it out. Of goods that are added without options."""
        with transaction.atomic():
            self.hold()
            line = self.lines.filter(product=product).order_by("pk").first() if self.pk else None
            if line:
                line.basket = self
                line.change(quantity)
            elif quantity:
                line, _ = super().add_product(product, quantity)
                line.note_price()
        self.reset_offer_applications()

    put.alters_data = True  # type: ignore[attr-defined]

    @property
    def amounts(self):
        """Net, tax of each rate, and gross, after discounts: by the sum of the net lines for companies, else of the
        gross ones."""
        gross = not self.strategy.net_first
        return money.total((line.amount for line in self.all_lines() if line.purchase_info.price.exists), gross=gross)

    # Oscar adds up the tax of single pieces, and an order would be pennies off its own lines.
    @property
    def total_excl_tax(self):
        return self.amounts.net

    @property
    def total_tax(self):
        return self.amounts.tax

    @property
    def total_incl_tax(self):
        return self.amounts.gross

    def hold(self):
        """Keep others from changing this basket until the transaction ends; refuse if one of them has ordered it."""
        held = type(self).objects.select_for_update().filter(pk=self.pk).values_list("status", flat=True).first()
        if held not in (None, *self.editable_statuses):
            raise PermissionDenied(f"This basket is {held.lower()}.")
        self.reset_offer_applications()

    def thaw(self):
        """Only a frozen basket opens again: one that another request has submitted meanwhile stays submitted.

        If its owner has begun another basket, the goods join that one.
        """
        try:
            with transaction.atomic():
                type(self).objects.filter(pk=self.pk, status=self.FROZEN).update(status=self.OPEN)
        except IntegrityError:
            type(self).open.get(owner=self.owner_id).merge(self, add_quantities=False)
        self.refresh_from_db(fields=["status"])


class Line(AbstractLine):
    class Meta(AbstractLine.Meta):
        abstract = False

    _priced: tuple[int, Any] | None = None

    @property
    def purchase_info(self):
        """Oscar remembers it for good; the price goes with the quantity."""
        if self._priced is None or self._priced[0] != self.quantity:
            self._priced = (self.quantity, self.basket.strategy.fetch_for_line(self, self.stockrecord))
        return self._priced[1]

    @property
    def amount(self):
        """As its buyer reads prices: gross shown times quantity is gross charged."""
        shown = self.line_price_excl_tax_incl_discounts
        if not self.basket.strategy.net_first:
            shown = self.line_price_incl_tax_incl_discounts
        return money.Line(money.half_up(shown), self.purchase_info.price.percent)

    @property
    def line_price_incl_tax(self):
        if self.basket.strategy.net_first:
            net = self.line_price_excl_tax
            return net and money.with_tax(net, self.purchase_info.price.percent)
        return super().line_price_incl_tax

    @property
    def line_sum(self):
        """Before discounts, as its buyer reads prices."""
        return self.purchase_info.price.shown.first * self.quantity

    def change(self, quantity):
        """Within the basket's hold. The row alone is written, and nothing if it has gone meanwhile."""
        row = type(self).objects.filter(pk=self.pk)
        if not quantity:
            row.delete()
        elif row.update(quantity=quantity, date_updated=timezone.now()):
            self.quantity = quantity
            self.note_price()

    change.alters_data = True  # type: ignore[attr-defined]

    def note_price(self):
        """What is shown now is what later changes are told against; a break reached by a new quantity is none."""
        price = self.purchase_info.price
        if price.exists:
            self.price_excl_tax, self.price_incl_tax = price.excl_tax, price.incl_tax
            self.save(update_fields=["price_excl_tax", "price_incl_tax", "date_updated"])

    note_price.alters_data = True  # type: ignore[attr-defined]

    def get_warning(self):
        """Whether the price moved since it was put in, without tax: who signs in reads it otherwise."""
        price = self.purchase_info.price
        if not price.exists or self.price_excl_tax is None or price.excl_tax == self.price_excl_tax:
            return None
        was, now = (currency(amount, self.price_currency) for amount in (self.price_excl_tax, price.excl_tax))
        way = "more" if price.excl_tax > self.price_excl_tax else "less"
        return f"It costs {way} than when you added it: {now} instead of {was}, without VAT."


from oscar.apps.basket.models import *
