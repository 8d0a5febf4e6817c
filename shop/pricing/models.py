"""Price lists, who has them, and the tax that a class of goods bears in a country from a day on."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from shop.postal import COUNTRIES
from shop.pricing import domain


class TaxClass(models.Model):
    """A kind of goods that one rate holds for: bread, cakes, hot food."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(max_length=60, unique=True)
    explanation = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "VAT class"
        verbose_name_plural = "VAT classes"

    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    tax_class = models.ForeignKey(TaxClass, on_delete=models.PROTECT, related_name="rates")
    country = models.CharField("supplied from", max_length=2, choices=list(COUNTRIES.items()))
    percent = models.DecimalField(
        max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    first_day = models.DateField("from")

    class Meta:
        ordering = ["tax_class", "country", "first_day"]
        verbose_name = "VAT rate"
        constraints = [
            models.UniqueConstraint(fields=["tax_class", "country", "first_day"], name="one_rate_a_day"),
            models.CheckConstraint(name="rate_is_a_share", condition=Q(percent__gte=0, percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.tax_class_id}, {self.country}: {self.percent} % from {self.first_day}"


class Spanned(models.Model):
    first_day = models.DateField("from", null=True, blank=True)
    last_day = models.DateField("until", null=True, blank=True, help_text="The last day on which it holds.")

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "The last day is before the first."})

    @property
    def span(self) -> domain.Span:
        return domain.Span(self.first_day, self.last_day)


def in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day"))
    )


class PriceList(Spanned):
    """Prices for everybody, or for the trade accounts that were given the list."""

    name = models.CharField(max_length=80, unique=True)
    note = models.CharField(max_length=300, blank=True, help_text="For staff.")
    is_for_everybody = models.BooleanField(
        "for everybody", default=False, help_text="Also for visitors: for example cheaper from five cases up."
    )
    percent_off = models.DecimalField(
        "off every list price",
        max_digits=4,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text="In per cent; 0 for a list that only names prices.",
    )
    accounts: ClassVar = models.ManyToManyField(
        "trade.TradeAccount", through="AccountPriceList", related_name="price_lists"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            in_order("price_list_days_in_order"),
            models.CheckConstraint(
                name="price_list_takes_a_share", condition=Q(percent_off__gte=0, percent_off__lt=100)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AccountPriceList(models.Model):
    account = models.ForeignKey("trade.TradeAccount", on_delete=models.CASCADE, related_name="+")
    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="given")
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["price_list__name"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["account", "price_list"], name="price_list_given_once")]

    def __str__(self) -> str:
        return f"{self.price_list} for {self.account}"


class ListPrice(Spanned):
    """What a list asks for a product, per unit sold or per kg as the product is priced, from a quantity up."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    stockrecord = models.ForeignKey("partner.StockRecord", on_delete=models.CASCADE, related_name="list_prices")
    from_quantity = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    price = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["stockrecord", "from_quantity", "first_day"]
        default_permissions = ()
        constraints = [
            in_order("list_price_days_in_order"),
            models.CheckConstraint(name="list_price_is_a_price", condition=Q(price__gte=0, from_quantity__gte=1)),
            models.UniqueConstraint(
                fields=["price_list", "stockrecord", "from_quantity", "first_day"], name="list_price_once_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["price_list", "stockrecord", "from_quantity"],
                condition=Q(first_day=None),
                name="list_price_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price} from {self.from_quantity}"


class PriceChange(models.Model):
    """Who changed what of a price list or of the VAT, from what to what. Written once, never again."""

    price_list = models.ForeignKey(PriceList, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes")
    tax_class = models.ForeignKey(TaxClass, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    about = models.CharField(max_length=80, help_text="What it was called then: a list may be gone since.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=160)
    old = models.CharField("from", max_length=300, blank=True)
    new = models.CharField("to", max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["price_list", "-at"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.about}, {self.what}: {self.old or '–'} → {self.new or '–'}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("What was recorded stays as it is.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValidationError("What was recorded stays.")
