"""What a product is to a buyer: how it is sold, what is in it, when it can be had."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from shop.goods import food, quantities, supply
from shop.goods.fields import Codes
from shop.goods.quantities import Content, Quantities
from shop.goods.season import Season


class Deposit(models.Model):
    """What a customer pays until it comes back: a crate, a bottle. Counted per item as well as in money."""

    name = models.CharField(max_length=80, unique=True)
    price = models.DecimalField(
        max_digits=9, decimal_places=2, validators=[MinValueValidator(0)], help_text="For one, without VAT."
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="deposit_is_not_negative", condition=Q(price__gte=0))]

    def __str__(self) -> str:
        return self.name


class Goods(models.Model):
    """Columns of Oscar's product. A variant has its own unit, content, quantities and deposit; all else is its
    parent's (`family`)."""

    pack = models.CharField(max_length=60, blank=True, help_text="What is in it, as the label says: 12 × 250 g.")
    sold_by = models.CharField(
        max_length=5, choices=list(quantities.SOLD_BY.items()), default=quantities.PIECE, help_text="What one is."
    )
    priced_by = models.CharField(
        max_length=6,
        choices=list(quantities.PRICED_BY.items()),
        default=quantities.BY_UNIT,
        help_text="By weight: the price is per kg, and the weight below only estimates what one will cost.",
    )
    pieces = models.PositiveSmallIntegerField(
        "pieces in one", default=1, validators=[MinValueValidator(1)], help_text="A case of 12 has 12."
    )
    net_content = models.DecimalField(
        max_digits=9,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Of all that is in one, so that the price per kg or litre can be shown; nominal where it is weighed.",
    )
    content_unit = models.CharField(
        max_length=2, choices=list(quantities.CONTENT_UNITS.items()), default=quantities.KILOGRAM
    )
    minimum = models.PositiveIntegerField("least in an order", default=1, validators=[MinValueValidator(1)])
    maximum = models.PositiveIntegerField(
        "most in an order", null=True, blank=True, help_text="Empty: as many as there are."
    )
    step = models.PositiveIntegerField(
        "in steps of", default=1, validators=[MinValueValidator(1)], help_text="6: buyers order 6, 12, 18."
    )
    deposit = models.ForeignKey("goods.Deposit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deposit_count = models.PositiveSmallIntegerField("deposits for one", default=1)

    lead_days = models.PositiveSmallIntegerField(
        "days ahead", default=0, help_text="How many days before delivery it has to be ordered at least."
    )
    supply = models.CharField(max_length=9, choices=list(supply.SUPPLY.items()), default=supply.STOCKED)
    capacity = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of what is made to order: how many at a time. Empty: no limit."
    )
    tax_class = models.ForeignKey(
        "pricing.TaxClass", default="standard", on_delete=models.PROTECT, related_name="+", verbose_name="VAT"
    )
    season_first = models.DateField("sold from", null=True, blank=True)
    season_last = models.DateField("sold until", null=True, blank=True)
    season_yearly = models.BooleanField("each year again", default=False)
    allergens = Codes("contains", words=food.ALLERGENS, null=True, blank=True)
    may_contain = Codes("may contain", words=food.ALLERGENS, default="", blank=True)
    diets = Codes("suits", words=food.DIETS, default="", blank=True)
    ingredients = models.TextField(
        max_length=2000, blank=True, help_text="As on the label; put allergens between stars: *wheat* flour, water."
    )
    shelf_life_days = models.PositiveSmallIntegerField("keeps, in days", null=True, blank=True)
    storage = models.CharField(max_length=7, choices=list(food.STORAGE.items()), blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField("place among its variants", default=0, editable=False)

    # Oscar's.
    is_child: bool
    parent: Any

    class Meta:
        abstract = True

    CONSTRAINTS = (
        models.CheckConstraint(
            name="goods_quantities_fit",
            condition=Q(minimum__gte=1, step__gte=1, pieces__gte=1) & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
        ),
        models.CheckConstraint(
            name="goods_weighed_have_a_weight",
            condition=~Q(priced_by="weight") | Q(net_content__gt=0, content_unit="kg"),
        ),
    )

    def clean(self) -> None:
        super().clean()
        if faults := dict(self.faults()):
            raise ValidationError(faults)

    def faults(self) -> Any:
        """Which field is wrong, and why, in the words of staff."""
        minimum, step = self.minimum or 1, self.step or 1
        if minimum % step:
            yield "minimum", f"Goods in steps of {step} can't begin with {minimum}."
        if self.maximum is not None and (self.maximum < minimum or self.maximum % step):
            yield "maximum", "The most must be a whole number of steps, and not below the least."
        if self.is_weighed and (not self.net_content or self.content_unit != quantities.KILOGRAM):
            yield "net_content", "What is priced by weight needs its usual weight in kg."
        if self.season_yearly and not (self.season_first and self.season_last):
            yield "season_yearly", "A season that comes each year needs its first and its last day."
        elif not self.season_yearly and self.season_first and self.season_last and self.season_last < self.season_first:
            yield "season_last", "The last day is before the first. Does the season come each year again?"
        if both := set(self.allergens or ()) & set(self.may_contain or ()):
            names = ", ".join(food.allergen_names(tuple(sorted(both))))
            yield "may_contain", f"What it contains need not be named again: {names}."

    @property
    def family(self) -> Any:
        """Where a variant's shared facts are."""
        return self.parent if self.is_child else self

    @property
    def is_weighed(self) -> bool:
        return self.priced_by == quantities.BY_WEIGHT

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None or self.family.archived_at is not None

    def why_not_public(self) -> str:
        """What keeps it from being shown in the shop; empty if nothing does."""
        if self.is_archived:
            return "It is archived. Bring it back first."
        if self.family.allergens is None:
            return "Say first which of the 14 allergens it contains, or that it contains none."
        return ""

    @property
    def quantities(self) -> Quantities:
        return Quantities(self.sold_by, self.minimum, self.maximum, self.step)

    @property
    def content(self) -> Content:
        if self.sold_by == quantities.KILOGRAM:
            return Content(1, quantities.ONE_KILOGRAM)
        return Content(self.pieces, self.net_content, self.content_unit)

    @property
    def season(self) -> Season:
        shared = self.family
        return Season(shared.season_first, shared.season_last, shared.season_yearly)

    def is_in_season(self, day: date) -> bool:
        return self.season.includes(day)

    @property
    def is_counted(self) -> bool:
        return self.family.supply == supply.STOCKED


class GoodsChange(models.Model):
    """Who changed what of a product, from what to what. Written once, never again."""

    product = models.ForeignKey("catalogue.Product", null=True, on_delete=models.SET_NULL, related_name="changes")
    of = models.CharField(max_length=300)  # what it was called, for when it is gone
    partner = models.ForeignKey("partner.Partner", null=True, on_delete=models.SET_NULL, related_name="+")
    is_of_one_cafe = models.BooleanField(default=False)  # a price, a number in stock: not for people of other cafés
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=120)
    old = models.CharField("from", max_length=300, blank=True)
    new = models.CharField("to", max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["product", "-at"])]

    def __str__(self) -> str:
        return f"{self.what}: {self.old or '–'} → {self.new or '–'}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("What was recorded stays as it is.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValidationError("What was recorded stays.")
