"""What staff ask of the list and the table of goods, and type about a duplicate or a deposit."""

from typing import Any

from django import forms
from oscar.core.loading import get_model

from shop.forms import OneLine
from shop.goods import staff_queries, supply
from shop.goods.copying import LONGEST_SKU
from shop.goods.models import Deposit

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)


def dress(form: forms.BaseForm) -> None:
    """Fields as the dashboard draws them; browsers' own lists and calendars, which work without a script."""
    for field in form.fields.values():
        if not isinstance(field.widget, PLAIN) and not field.widget.is_hidden:
            field.widget.attrs.setdefault("class", "form-control no-widget-init")
        if isinstance(field, (forms.DecimalField, forms.IntegerField)):
            field.widget.attrs.setdefault(
                "inputmode", "decimal" if isinstance(field, forms.DecimalField) else "numeric"
            )


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class CategoriesField(forms.ModelMultipleChoiceField):
    """Each with the way to it: "Bread › Sourdough"."""

    def __init__(self) -> None:
        category = get_model("catalogue", "Category")
        super().__init__(
            category.objects.order_by("path"),
            label="Where buyers find it",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one category."},
        )
        self.names = ways(self.queryset)

    def label_from_instance(self, obj: Any) -> str:
        return self.names[obj.pk]


def ways(categories: Any) -> dict[int, str]:
    by_path: dict[str, str] = {}
    found = {}
    for category in categories:
        above = by_path.get(category.path[: -category.steplen])
        by_path[category.path] = found[category.pk] = f"{above} › {category.name}" if above else category.name
    return found


class CategoryChoice(forms.ModelChoiceField):
    names: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return self.names[obj.pk]


class GoodsFilter(forms.Form):
    """Above the list and the table, by GET. What makes no sense is left out rather than complained about."""

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Name or SKU"}),
    )
    cafe: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Café", required=False, queryset=None, to_field_name="code", empty_label="Any café"
    )
    category = CategoryChoice(label="Category", required=False, queryset=None, empty_label="Any category")
    shown = forms.ChoiceField(
        label="In the shop", required=False, choices=[("", "Shown or hidden"), ("yes", "Shown"), ("no", "Hidden")]
    )
    supply = forms.ChoiceField(
        label="Supply",
        required=False,
        choices=[
            ("", "Any supply"),
            (supply.STOCKED, "Stocked"),
            (supply.TO_ORDER, "Made to order"),
            (supply.UNLIMITED, "Unlimited"),
        ],
    )
    sort = forms.ChoiceField(label="Order", required=False, choices=list(staff_queries.SORTS.items()))
    low = forms.BooleanField(label="Low or sold out", required=False)
    unsaid = forms.BooleanField(label="Allergens not said", required=False)
    archived = forms.BooleanField(label="Archived", required=False)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        categories = list(get_model("catalogue", "Category").objects.order_by("path"))
        self.fields["cafe"].queryset = staff_queries.cafes(user)  # type: ignore[attr-defined]
        field = self.fields["category"]
        field.queryset = get_model("catalogue", "Category").objects.order_by("path")  # type: ignore[attr-defined]
        field.names = ways(categories)  # type: ignore[attr-defined]
        dress(self)

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(set(self.wanted) - {"sort"})

    def choices(self) -> list[forms.BoundField]:
        return [field for field in self if field.widget_type != "checkbox"]

    def ticks(self) -> list[forms.BoundField]:
        return [field for field in self if field.widget_type == "checkbox"]


class DuplicateForm(forms.Form):
    title = OneLine(label="Name", max_length=255)
    sku = OneLine(label="SKU", max_length=LONGEST_SKU, required=False, help_text="No other product may have it.")

    def __init__(self, *args: Any, needs_sku: bool, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        self.fields["sku"].required = needs_sku
        dress(self)

    def clean_sku(self) -> str:
        return "".join(self.cleaned_data["sku"].split())


class DepositForm(forms.ModelForm):
    name = OneLine(max_length=80, help_text="As it stands on the order: Wooden crate with 20 bottles.")

    class Meta:
        model = Deposit
        fields = ["name", "price"]
        help_texts = {"price": "For one, without VAT. Orders that were placed keep theirs."}
        error_messages = {"price": {"min_value": "A deposit can't be less than nothing."}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        dress(self)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Deposit.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is a deposit with this name.")
        return name
