"""Who buys what, how many and when: the question, as its address asks it."""

from datetime import date
from typing import Any

from django import forms

from shop.forms import OneLine
from shop.pricing.forms.lists import Day
from shop.pricing.queries import accounts_meant, meant, records

VISITOR = "a visitor"


class WhyForm(forms.Form):
    account = OneLine(
        label="Who buys",
        required=False,
        max_length=120,
        help_text="Name or number of a trade account. Empty: a visitor.",
        widget=forms.TextInput(
            attrs={"placeholder": "A visitor", "data-suggest-into": "buyers", "autocomplete": "off"}
        ),
    )
    product = OneLine(
        label="Product",
        max_length=200,
        help_text="SKU or name.",
        error_messages={"required": "Which product? Give its SKU or name."},
        widget=forms.TextInput(attrs={"data-suggest-into": "goods", "autocomplete": "off"}),
    )
    quantity = forms.IntegerField(
        label="Quantity",
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Empty: the least that can be ordered.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Write a whole number, like 12.",
            "min_value": "1 is the least.",
            "max_value": "That is too many.",
        },
    )
    day = Day(label="Day", required=False, help_text="Empty: today.")
    record = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Any, today: date) -> None:
        super().__init__(data, label_suffix="")
        self.user, self.today = user, today
        self.choices: list[Any] = []
        self.buyers: list[Any] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._find_account(data)
        self._find_product(data)
        data["day"] = data.get("day") or self.today
        if data.get("found"):
            data["quantity"] = data.get("quantity") or data["found"].product.quantities.first
        return data

    def _find_account(self, data: dict[str, Any]) -> None:
        text = data.get("account", "")
        data["buyer"] = None
        if not text or text.casefold() == VISITOR:
            return
        self.buyers = accounts_meant(self.user, text)
        if len(self.buyers) == 1:
            data["buyer"] = self.buyers[0]
        elif self.buyers:
            self.add_error("account", "Which one of these? Choose it below, or give its number.")
        else:
            self.add_error("account", "No account that you may see has this name or number.")

    def _find_product(self, data: dict[str, Any]) -> None:
        text = data.get("product", "")
        if not text:
            return
        goods = records(self.user)
        self.choices = meant(goods, text)
        if pk := data.get("record"):
            self.choices = [each for each in self.choices if each.pk == pk] or self.choices
        if len(self.choices) == 1:
            data["found"] = self.choices[0]
        elif self.choices:
            self.add_error("product", "Which one of these? Choose it below, or give its SKU.")
        else:
            self.add_error("product", "No goods that you may see have this SKU or name, and a price.")
