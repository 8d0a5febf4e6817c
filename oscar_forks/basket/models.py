"""A basket: at most one open one a person, and gone for good once it became an order."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.core.loading import get_model
from oscar.templatetags.currency_filters import currency

from oscar_forks.basket import merging
from oscar_forks.basket.mending import Repriced
from oscar_forks.basket.reckoning import ReckonedLine
from oscar_forks.basket.sums import Sums
from shop import money


class Basket(AbstractBasket):
    class Meta(AbstractBasket.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(status=AbstractBasket.OPEN), name="one_open_basket_an_owner"
            )
        ]

    _known_lines: Any = None
    _contents: list[tuple[int, int, str]] | None = None
    _offer_applications: Any = None
    _used_vouchers: list[Any] | None = None
    known_offers: list[Any] | None = None

    def all_lines(self):
        """All that pricing, stock words and the basket's page ask of the lines, in one go."""
        if self.id is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__product_class",
                    "product__parent__product_class",
                    "product__deposit",
                    "stockrecord__partner__cafe",
                )
                .prefetch_related("attributes__option")
                .order_by("pk")
            )
        return self._lines

    @property
    def _lines(self):
        return self._known_lines

    @_lines.setter
    def _lines(self, lines):
        """Oscar forgets them by this name."""
        self._known_lines, self._contents = lines, None

    @property
    def num_lines(self):
        return len(self.all_lines())

    @property
    def contents(self):
        """Of each line what it is of, how many, and in which currency: all that is asked where something is added."""
        if self._lines is not None:
            return [(line.product_id, line.quantity, line.price_currency) for line in self.all_lines()]
        if self._contents is None:
            lines = self.lines.order_by("pk").values_list("product", "quantity", "price_currency") if self.pk else ()
            self._contents = list(lines)
        return self._contents

    @property
    def num_items(self):
        return sum(quantity for _, quantity, _ in self.contents)

    @property
    def currency(self):
        return next((currency for _, _, currency in self.contents), None)

    def product_quantity(self, product):
        return sum(quantity for pk, quantity, _ in self.contents if pk == product.pk)

    @transaction.atomic
    def add_product(self, product, quantity=1, options=()):
        """Two clicks at once add up: the second waits for the first."""
        is_new = self.pk is None
        self.hold()
        line = self.line_for(product, options, is_new=is_new)
        created = line._state.adding
        line.quantity = quantity if created else line.quantity + quantity
        line.take_price()
        line.save()
        for each in options if created else ():
            line.attributes.create(option=each["option"], value=each["value"])
        self.reset_offer_applications()
        return line, created

    add_product.alters_data = True  # type: ignore[attr-defined]
    add = add_product

    def line_for(self, product, options, *, is_new):
        """Of the same goods with the same answers, if there is one."""
        info = self.get_stock_info(product, options)
        if not info.price.exists:
            raise ValueError(f"{product} has no price.")
        if not is_new and self.currency not in (None, info.price.currency):
            raise ValueError(f"{product} is sold in {info.price.currency}, and the basket holds {self.currency}.")
        if is_new:
            self.save()
            self._used_vouchers = []
        reference = self._create_line_reference(product, info.stockrecord, options)
        line = None if is_new else self.lines.filter(line_reference=reference).first()
        line = line or self.lines.model(line_reference=reference, price_currency=info.price.currency)
        line.basket, line.product, line.stockrecord = self, product, info.stockrecord
        line.tax_code = info.price.tax_code
        return line

    def put(self, product, quantity):
        """So many in all, however many there were; none takes it out. Of goods that are added without options."""
        with transaction.atomic():
            self.hold()
            line = self.lines.filter(product=product).order_by("pk").first() if self.pk else None
            if line:
                line.basket = self
                line.change(quantity)
            elif quantity:
                self.add_product(product, quantity)
        self.reset_offer_applications()

    put.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def rewrite(self, *, requantified, renoted, removed):
        """Many lines at once, as their objects say, and no quantity that wasn't changed: another tab may have changed
        it. Lines that have gone meanwhile stay gone."""
        self.hold()
        now = timezone.now()
        for lines, column in ((requantified, "quantity"), (renoted, "note")):
            for line in lines:
                line.date_updated = now
            self.lines.model.objects.bulk_update(lines, [column, *line_prices(), "date_updated"])
        if removed:
            self.lines.filter(pk__in=[line.pk for line in removed]).delete()

    rewrite.alters_data = True  # type: ignore[attr-defined]

    def recount(self, lines):
        """With these lines, as just written, before offers are applied to them anew."""
        self.reset_offer_applications()
        self._lines = list(lines)
        for line in self._lines:
            line.clear_discount()

    def merge(self, basket, add_quantities=True):
        """Oscar's seam for what a visitor chose before they signed in: the rule is in `merging`."""
        return merging.merge(into=self, other=basket, add_quantities=add_quantities)

    merge.alters_data = True  # type: ignore[attr-defined]

    def take_back(self, ordered):
        """The goods of a basket whose orders came to nothing."""
        ordered.strategy = self.strategy
        return merging.merge(into=self, other=ordered, add_quantities=False, was_ordered=True)

    take_back.alters_data = True  # type: ignore[attr-defined]

    @property
    def sums(self):
        return Sums.of(self)

    @property
    def amounts(self):
        """Net, tax of each rate, and gross of the goods after discounts, as all its orders together will have them: by
        the sum of the net lines for companies, else of the gross ones."""
        return self.sums.amounts

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

    @property
    def offer_applications(self):
        return self._offer_applications

    @offer_applications.setter
    def offer_applications(self, applications):
        """Oscar rounds what an offer gives in all; what counts is what it takes off the lines."""
        self._offer_applications = applications
        taken: dict[int, Any] = defaultdict(lambda: money.NOTHING)
        for discount in (each for line in (self.all_lines() if len(applications) else ()) for each in line.discounts):
            taken[discount.offer.pk] += discount.amount
        for application in applications:
            if application["result"].affects_basket:
                application["discount"] = taken[application["offer"].pk]

    @property
    def used_vouchers(self):
        """With their offers; asked for once."""
        if self._used_vouchers is None:
            offers = get_model("offer", "ConditionalOffer").objects.select_related("condition__range", "benefit__range")
            used = self.vouchers.prefetch_related(Prefetch("offers", queryset=offers)) if self.pk else ()
            self._used_vouchers = list(used)
        return self._used_vouchers

    def forget_offers(self):
        """Once its vouchers have changed."""
        self.known_offers = self._used_vouchers = None
        self.reset_offer_applications()

    def hold(self):
        """Keep others from changing this basket until the transaction ends; refuse if one of them has ordered it."""
        row = type(self).objects.select_for_update().filter(pk=self.pk)
        held = row.values_list("status", flat=True).first() if self.pk else None
        if held and held not in self.editable_statuses:
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


class Line(ReckonedLine):
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta(AbstractLine.Meta):
        abstract = False

    def change(self, quantity):
        """Within the basket's hold. The row alone is written, and nothing if it has gone meanwhile."""
        row = type(self).objects.filter(pk=self.pk)
        if not quantity:
            row.delete()
        elif row.update(quantity=quantity, date_updated=timezone.now()):
            self.requantify(quantity)
            self.save(update_fields=[*line_prices(), "date_updated"])

    change.alters_data = True  # type: ignore[attr-defined]

    def requantify(self, quantity):
        """A price that a break gives is no surprise; one that had changed before stays to be told."""
        told = self.repriced is None
        self.quantity = quantity
        if told:
            self.take_price()

    def note_price(self):
        """What is shown now is what later changes are told against; a break reached by a new quantity is none."""
        self.take_price()
        self.save(update_fields=[*line_prices(), "date_updated"])

    note_price.alters_data = True  # type: ignore[attr-defined]

    def take_price(self):
        price = self.purchase_info.price
        if price.exists:
            self.price_excl_tax, self.price_incl_tax = price.excl_tax, price.incl_tax

    @property
    def repriced(self):
        """How the price or its tax moved since it was put in. Without tax: who signs in reads it otherwise."""
        price = self.purchase_info.price
        if not price.exists or self.price_excl_tax is None:
            return None
        if price.excl_tax != self.price_excl_tax:
            was, now, which = self.price_excl_tax, price.excl_tax, "without VAT"
        elif self.price_incl_tax is not None and price.incl_tax != self.price_incl_tax:
            was, now, which = (
                self.price_incl_tax,
                price.incl_tax,
                f"with VAT, which is {price.percent.normalize():f} % now",
            )
        else:
            return None
        way = "more" if now > was else "less"
        amounts = " instead of ".join(currency(amount, self.price_currency) for amount in (now, was))
        return Repriced(f"It costs {way} than when you added it: {amounts}, {which}.", now > was)

    def get_warning(self):
        return self.repriced and self.repriced.words


def line_prices():
    return ["price_excl_tax", "price_incl_tax"]


from oscar.apps.basket.models import *
