"""A café's price and stock of a product. How much there is, is counted by the product's supply, not by its type."""

from typing import Any

from django import forms
from oscar.core.loading import get_model

from shop.goods.as_shown import AsShown
from shop.goods.recording import PRICE, STOCK, Change
from shop.goods.staff_forms import dress
from shop.goods.staff_queries import cafes

StockRecord = get_model("partner", "StockRecord")


class StockRecordForm(AsShown):
    renamed = {"price": PRICE, "num_in_stock": STOCK}

    class Meta:
        model = StockRecord
        fields = ["partner", "price", "num_in_stock", "low_stock_threshold", "partner_sku"]
        labels = {
            "partner": "Café",
            "price": "Price without VAT",
            "num_in_stock": "In stock",
            "low_stock_threshold": "Low below",
            "partner_sku": "Its own number",
        }
        help_texts = dict.fromkeys(fields, "")
        error_messages = {"price": {"required": "Give the price."}}

    def __init__(self, product_class, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        partner: Any = self.fields["partner"]
        partner.queryset, partner.empty_label = cafes(user), "Choose"
        self.fields["partner_sku"].required = False
        self.fields["price"] = forms.DecimalField(
            label="Price without VAT",
            min_value=0,
            max_digits=9,
            decimal_places=2,
            error_messages={"required": "Give the price."},
        )
        dress(self)
        self.remember_what_is_shown()

    def clean(self):
        data = super().clean()
        if partner := data.get("partner"):
            cafe = getattr(partner, "cafe", None)
            if cafe and (self.instance.pk is None or "partner" in self.changed_data):
                self.instance.price_currency = cafe.currency
        return data

    def columns_to_write(self):
        return [*super().columns_to_write(), *(["price_currency"] if "partner" in self.changed_data else [])]

    def changes(self):
        """All of one café: others don't read what it asks."""
        if not self.before:
            yield Change(PRICE, "", self.instance.price, self.instance.partner)
            if self.instance.num_in_stock is not None:
                yield Change(STOCK, "", self.instance.num_in_stock, self.instance.partner)
        for change in super().changes() if self.before else ():
            yield Change(change.what, change.old, change.new, self.instance.partner)
