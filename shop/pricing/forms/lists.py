"""What staff type about a price list, and how they find one."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from shop.forms import OneLine
from shop.pricing.entries import UNUSUAL_SHARE
from shop.pricing.models import PriceList
from shop.pricing.queries import ENDED, IN_FORCE, TO_COME

STATES = [("", "Any days"), (IN_FORCE, "In force today"), (TO_COME, "To come"), (ENDED, "Ended")]
FOR = [("", "For anybody"), ("everybody", "For everybody"), ("accounts", "Given to accounts"), ("nobody", "For nobody")]
SORTS = {
    "name": "Name",
    "-price_count": "Most prices",
    "-account_count": "Most accounts",
    "last_day": "Ends first",
    "-first_day": "Began last",
}


class Sought(forms.Form):
    """Above a list, by GET. What makes no sense is left out rather than complained about."""

    q = forms.CharField(
        label="Search", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, hint: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["q"].widget.attrs["placeholder"] = hint

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(set(self.wanted) - {"sort"})


class FilterForm(Sought):
    state = forms.ChoiceField(label="Days", required=False, choices=STATES)
    whom = forms.ChoiceField(label="For whom", required=False, choices=FOR)
    sort = forms.ChoiceField(label="Order", required=False, choices=list(SORTS.items()))


class PriceFilterForm(Sought):
    """Above the prices of a list."""

    cafe = forms.ChoiceField(label="Café", required=False)
    state = forms.ChoiceField(label="Days", required=False, choices=STATES)

    def __init__(self, *args: Any, cafes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].choices = [("", "Any café"), *cafes]  # type: ignore[attr-defined]


class HistoryFilterForm(Sought):
    of = forms.ChoiceField(
        label="Of", required=False, choices=[("", "Lists and VAT"), ("lists", "Price lists"), ("vat", "VAT rates")]
    )


class Day(forms.DateField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"invalid": "Write the day like 2027-03-01 or 1/3/2027."})
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **options,
        )


class PriceListForm(forms.ModelForm):
    name = OneLine(max_length=80, help_text="Among us: customers never read it.")
    note = OneLine(label="Note", max_length=300, required=False, help_text="For staff: what was agreed, with whom.")
    percent_off = forms.DecimalField(
        label="Per cent off every list price",
        min_value=0,
        max_digits=4,
        decimal_places=2,
        help_text="0 for a list that only names prices. Below 100.",
        error_messages={
            "invalid": "Write the share as a number, like 8 or 7.5.",
            "min_value": "A share is 0 or more.",
            "max_digits": "A share stays below 100 per cent.",
            "max_whole_digits": "A share stays below 100 per cent.",
            "max_decimal_places": "Two places are enough: 7.25.",
        },
    )
    first_day = Day(label="From", required=False, help_text="Empty: since ever.")
    last_day = Day(label="Until", required=False, help_text="The last day on which it holds. Empty: until it is ended.")
    sure = forms.BooleanField(label="I mean it", required=False)

    class Meta:
        model = PriceList
        fields = ("name", "note", "is_for_everybody", "percent_off", "first_day", "last_day")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for name in self._meta.fields or ():
            self.fields[name].show_hidden_initial = self.instance.pk is not None
        self.asks = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        share = data.get("percent_off")
        if share and share >= UNUSUAL_SHARE and "percent_off" in self.changed_data and not data.get("sure"):
            self.asks = True
            self.add_error("percent_off", f"{share:f} % off everything? Tick “I mean it” below if that is right.")
        return data

    @property
    def shown(self) -> list[forms.BoundField]:
        """The tick appears when it is asked for."""
        return [field for field in self if field.name != "sure" or self.asks or field.data]

    def changes(self) -> dict[str, Any]:
        """Against what the page showed: what a colleague changed meanwhile is not undone."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.changed_data}


class ListsField(forms.ModelMultipleChoiceField):
    """Boxes to tick."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Price lists")
        super().__init__(
            queryset=PriceList.objects.filter(is_for_everybody=False),
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "price-ticks"}),
            error_messages={"invalid_choice": "One of these lists is gone meanwhile. Look at them again."},
            **options,
        )

    def offer(self, day: date, *, besides: QuerySet[PriceList] | None = None) -> None:
        """What has not ended; besides: those that are ticked already, ended or not."""
        current = Q(last_day=None) | Q(last_day__gte=day)
        if besides is None:
            self.queryset = PriceList.objects.filter(current, is_for_everybody=False)
        else:
            had = Q(pk__in=besides.order_by().values("pk"))
            self.queryset = PriceList.objects.filter(had | (current & Q(is_for_everybody=False)))
        if not self.queryset.exists():
            self.help_text = "There is no list to give yet. Price lists are made under Prices."

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.note})" if obj.note else obj.name
