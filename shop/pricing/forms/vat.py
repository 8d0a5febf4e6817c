"""New rates and classes of VAT."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from shop.forms import OneLine
from shop.pricing.forms.lists import Day
from shop.pricing.models import COUNTRIES, TaxClass


class Percent(forms.DecimalField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={
                "required": "Give the rate, or 0.",
                "invalid": "Write the rate as a number, like 13.5.",
                "min_value": "A rate can't be below 0 %%.",
                "max_value": "A rate can't be above 100 %%.",
            },
            **options,
        )


class RateForm(forms.Form):
    tax_class = forms.ModelChoiceField(label="VAT class", queryset=TaxClass.objects.all(), empty_label=None)
    country = forms.ChoiceField(label="Supplied from", choices=list(COUNTRIES.items()))
    percent = Percent(label="Rate in per cent")
    first_day = Day(label="From", help_text="Tomorrow at the earliest. It holds until the next rate begins.")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["first_day"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()


class ClassForm(forms.Form):
    name = OneLine(label="Name", max_length=60, help_text="As staff choose it in a product’s form: “Hot drinks”.")
    explanation = OneLine(label="What belongs to it", max_length=200, required=False)
    sure = forms.BooleanField(label="I know: its goods can't be sold from there", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for country, name in COUNTRIES.items():
            self.fields[f"rate_{country}"] = Percent(label=f"Rate in per cent, supplied from {name}", required=False)
        self.order_fields(["name", "explanation", *(f"rate_{country}" for country in COUNTRIES), "sure"])
        self.asks = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = [
            country
            for country in COUNTRIES
            if data.get(f"rate_{country}") is None and f"rate_{country}" not in self.errors
        ]
        if missing and (len(missing) == len(COUNTRIES) or not data.get("sure")):
            self.asks = len(missing) < len(COUNTRIES)
            for country in missing:
                self.add_error(
                    f"rate_{country}", f"Without a rate nothing of this class can be sold from {COUNTRIES[country]}."
                )
        return data

    @property
    def shown(self) -> list[forms.BoundField]:
        """The tick appears when it is asked for."""
        return [field for field in self if field.name != "sure" or self.asks or field.data]

    def rates(self) -> dict[str, Decimal]:
        given = {country: self.cleaned_data[f"rate_{country}"] for country in COUNTRIES}
        return {country: percent for country, percent in given.items() if percent is not None}
