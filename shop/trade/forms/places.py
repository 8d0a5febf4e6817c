"""A place that deliveries go to, and when somebody is there."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from phonenumber_field.formfields import PhoneNumberField

from shop.cafes.domain import WEEKDAYS
from shop.cafes.forms import TimeInput
from shop.forms import OneLine
from shop.postal import COUNTRIES
from shop.trade.models import Location
from shop.trade.windows import Window, faults_in_windows

ROWS_A_WEEKDAY = 2
AUTOCOMPLETE = {
    "line1": "address-line1",
    "line2": "address-line2",
    "town": "address-level2",
    "postcode": "postal-code",
    "country_code": "country",
    "phone": "tel",
}


class AddressForm(forms.ModelForm):
    """Of a company: where it is, and its telephone as people there write it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, meaning in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = meaning
        self.fields["phone"] = PhoneNumberField(
            label="Telephone",
            required=False,
            region=self._country(),
            error_messages={"invalid": "This is not a telephone number. From abroad, begin it with + and the country."},
        )
        if self.instance.pk:  # changed is what differs from the page: what others change meanwhile is not undone
            for field in self.fields.values():
                field.show_hidden_initial = True

    def _country(self) -> str:
        typed = self.data.get(self.add_prefix("country_code")) if self.is_bound else self.instance.country_code
        return typed if typed in COUNTRIES else "GB"


class LocationForm(AddressForm):
    class Meta:
        model = Location
        fields = [
            "name",
            "line1",
            "line2",
            "town",
            "postcode",
            "country_code",
            "contact",
            "phone",
            "access_notes",
        ]
        field_classes = {"name": OneLine, "contact": OneLine}
        widgets = {"access_notes": forms.Textarea(attrs={"rows": 4})}


class WindowForm(forms.Form):
    weekday = forms.TypedChoiceField(choices=list(enumerate(WEEKDAYS)), coerce=int, widget=forms.HiddenInput)
    opens = forms.TimeField(required=False, widget=TimeInput)
    closes = forms.TimeField(required=False, widget=TimeInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"opens", "closes"} & set(self.errors):
            return data
        opens, closes = data.get("opens"), data.get("closes")
        if (opens is None) != (closes is None):
            self.add_error("closes" if closes is None else "opens", "Give both times, or neither.")
        return data


class BaseWindowsFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and (faults := faults_in_windows(list(self.windows()))):
            raise forms.ValidationError(faults)

    def windows(self) -> Iterator[Window]:
        for row in self.cleaned_data:
            if row.get("opens") is not None and row.get("closes") is not None:
                yield Window(row["weekday"], row["opens"], row["closes"])

    def days(self) -> list[tuple[str, list[forms.Form]]]:
        """The rows as the page shows them: a weekday and its times."""
        grouped: dict[int, list[forms.Form]] = {number: [] for number in range(7)}
        for form in self.forms:
            value = str(form["weekday"].value())
            grouped[int(value) if value in {"0", "1", "2", "3", "4", "5", "6"} else 0].append(form)
        return [(WEEKDAYS[number], rows) for number, rows in grouped.items()]


WindowsFormSet = cast(
    type[BaseWindowsFormSet],
    forms.formset_factory(WindowForm, formset=BaseWindowsFormSet, extra=0, max_num=70, absolute_max=70),
)


def rows_of(windows: Iterable[Window]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for weekday in range(7):
        times = sorted(each for each in windows if each.weekday == weekday)
        rows += [{"weekday": weekday, "opens": each.opens, "closes": each.closes} for each in times]
        rows += [{"weekday": weekday}] * max(0, ROWS_A_WEEKDAY - len(times))
    return rows


class PlacesFilter(forms.Form):
    text = forms.CharField(label="Name, street, town or postcode", required=False, max_length=100)
    archived = forms.BooleanField(label="Archived ones", required=False)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {
            "text": self.cleaned_data.get("text", ""),
            "archived": bool(self.cleaned_data.get("archived")),
        }
