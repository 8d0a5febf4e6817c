"""What is sent from the pad. Numbers are read here; whether so many can be had is asked later."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from shop.forms import OneLine
from shop.pad.domain.pasted import LONGEST_QUANTITY, LONGEST_SKU, MOST_LINES, Typed, whole
from shop.pad.domain.remembered import LONGEST_NAME
from shop.pad.models import SavedList
from shop.plain import one_line

FIELD = re.compile(r"q-(\d{1,18})", re.ASCII)
LINE = re.compile(r"sku-(\d{1,6})", re.ASCII)
OFFERED = re.compile(r"offered-(\d{1,6})", re.ASCII)
PAIR = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)
WHOLE_NUMBER = "Write a whole number; 0 or nothing takes it out."
LONGEST_TYPED = 20


def quantities(data: QueryDict) -> dict[int, str]:
    """What stands in the fields, by goods; what is empty is empty, not absent."""
    found = {}
    for name, value in data.items():
        if match := FIELD.fullmatch(name):
            found[int(match[1])] = one_line(str(value))[:LONGEST_TYPED]
    return found


def number_of(typed: str) -> int | None:
    return whole(typed) if typed else 0


def pairs(text: str) -> dict[int, int]:
    """ "12:3 15:6", as a page that was sent before wrote it."""
    found = (PAIR.fullmatch(each) for each in text.split()[: MOST_LINES * 4])
    return {int(match[1]): int(match[2]) for match in found if match and int(match[2])}


def as_pairs(numbers: Mapping[int, int]) -> str:
    return " ".join(f"{product}:{quantity}" for product, quantity in numbers.items() if quantity)


def list_key(data: Mapping[str, Any], name: str = "list") -> int | None:
    text = str(data.get(name, ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def typed_lines(data: QueryDict) -> list[Typed]:
    """The lines of a review, as they stand in its fields now, in their order."""
    numbers = [int(match[1]) for name in data if (match := LINE.fullmatch(name))]
    return [_line(data, number) for number in numbers[:MOST_LINES]]


def _line(data: QueryDict, number: int) -> Typed:
    sku = one_line(str(data[f"sku-{number}"]))[:LONGEST_SKU]
    quantity = one_line(str(data.get(f"quantity-{number}", "")))[:LONGEST_QUANTITY]
    return Typed(number, sku, quantity, list_key(data, f"goods-{number}"))


def unticked(data: QueryDict) -> set[int]:
    """Lines that were good when they were shown, and of which the tick was taken away; by their numbers."""
    offered = {int(match[1]) for name in data if (match := OFFERED.fullmatch(name))}
    return {number for number in offered if f"take-{number}" not in data}


class ListForm(forms.ModelForm):
    name = OneLine(
        label="Name of the list",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Give the list a name: “Monday bread”.",
            "max_length": f"A name has at most {LONGEST_NAME} characters.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = SavedList
        fields = ["name", "is_shared"]
        labels = {"is_shared": "Everybody who orders for the account sees it"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def _get_validation_exclusions(self) -> set[str]:
        """Whether a name is taken depends on whose lists one sees: the action says it."""
        return super()._get_validation_exclusions() | {"name", "is_shared"}  # type: ignore[misc]


class ListsFilter(forms.Form):
    q = forms.CharField(label="Name", required=False, max_length=100)
    whose = forms.ChoiceField(
        label="Seen by",
        required=False,
        choices=[("", "Anybody"), ("shared", "Everybody who orders"), ("own", "You alone")],
    )

    def wanted(self) -> dict[str, str]:
        if not self.is_valid():
            return {"text": "", "whose": ""}
        return {"text": self.cleaned_data["q"].strip(), "whose": self.cleaned_data["whose"]}


class PasteForm(forms.Form):
    lines = forms.CharField(required=False, widget=forms.Textarea)
    file = forms.FileField(required=False, allow_empty_file=True)
