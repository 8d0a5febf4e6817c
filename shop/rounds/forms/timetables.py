"""What staff type about routes, counters, closures, and until when orders may be changed."""

from collections.abc import Iterator
from typing import Any

from django import forms

from shop.cafes import areas
from shop.forms import OneLine
from shop.pricing.forms.lists import Day
from shop.rounds.domain.charges import Zone
from shop.rounds.forms.rounds import Reason, Time
from shop.rounds.models import Area, ChangeRule, Closure, Counter, Route
from shop.rounds.models.timetables import validate_prefix

MOST_AREAS = 60
EMPTY_AREAS = 4
CUTOFF = ("cutoff_kind", "cutoff_days", "cutoff_weekday", "cutoff_time")


class RouteForm(forms.ModelForm):
    name = OneLine(max_length=80, help_text="Customers read it: Bristol and Bath.")
    leaves = Time(label="Leaves at")
    arrives_from = Time(label="Arrives from")
    arrives_until = Time(label="Until")
    cutoff_time = Time(label="At")
    first_day = Day(label="First day", required=False, help_text="Empty: at once.")
    last_day = Day(label="Last day", required=False, help_text="Empty: until further notice.")

    class Meta:
        model = Route
        fields = [
            *("cafe", "name", "is_active", "weekdays", "leaves", "arrives_from", "arrives_until"),
            *("first_day", "last_day", *CUTOFF, "calendar", "on_holidays"),
            *("minimum", "charge", "free_from", "tax_class", "capacity_orders", "capacity_kg", "driver_note"),
        ]
        widgets = {"driver_note": forms.Textarea(attrs={"rows": 3})}

    groups = (
        ("What it is called", ("cafe", "name", "is_active")),
        ("When it goes", ("weekdays", "leaves", "arrives_from", "arrives_until", "first_day", "last_day")),
        ("Until when it can be ordered for", CUTOFF),
        ("Public holidays", ("calendar", "on_holidays")),
        ("What it costs", ("minimum", "charge", "free_from", "tax_class")),
        ("How much it takes", ("capacity_orders", "capacity_kg", "driver_note")),
    )

    def __init__(self, *args: Any, cafes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cutoff_days"].required = False
        if self.instance.pk:
            del self.fields["cafe"]
        else:
            self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]
            self.fields["cafe"].empty_label = "Choose the café"  # type: ignore[attr-defined]

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.groups]

    def clean_weekdays(self) -> list[str]:
        if not self.cleaned_data["weekdays"]:
            raise forms.ValidationError("Choose at least one day of the week.")
        return self.cleaned_data["weekdays"]

    def clean_cutoff_days(self) -> int:
        days = self.cleaned_data["cutoff_days"]
        return 1 if days is None else days

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day is before the first.")
        name = data.get("name")
        cafe = self.instance.cafe_id if self.instance.pk else data.get("cafe")
        if name and cafe and Route.objects.filter(cafe=cafe, name=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name", "This café has a route of this name already.")
        return data


class AreaForm(forms.ModelForm):
    prefix = forms.CharField(  # type: ignore[assignment]
        label="Postcodes beginning with", required=False, max_length=20
    )

    class Meta:
        model = Area
        fields = ["prefix", "charge", "minimum"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for field in self.fields.values():
            field.required = False
            field.widget.attrs |= {"aria-label": field.label, "size": "8", "class": "form-control"}

    @property
    def prefix_cell(self) -> forms.BoundField:
        return self["prefix"]  # a form's own `prefix` is another thing

    def clean_prefix(self) -> str:
        prefix = " ".join(areas.read_areas(self.cleaned_data["prefix"]))
        if prefix:
            validate_prefix(prefix)
        return prefix

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        priced = data.get("charge") is not None or data.get("minimum") is not None
        if priced and not data.get("prefix") and "prefix" not in self.errors:
            self.add_error("prefix", "Say for which postcodes this holds.")
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"route", "prefix"}  # type: ignore[misc]


class AreasForm:
    """Rows of a route's areas, as many as were sent; one without a beginning is no area."""

    def __init__(self, data: Any = None, *, zones: list[Zone]) -> None:
        self.is_bound = data is not None
        initial = [{"prefix": each.prefix, "charge": each.charge, "minimum": each.minimum} for each in zones]
        count = self._count(data) if self.is_bound else len(initial) + EMPTY_AREAS
        self.rows = [
            AreaForm(
                data,
                prefix=f"area-{number}",
                initial=initial[number] if not self.is_bound and number < len(initial) else {},
            )
            for number in range(count)
        ]
        self.errors: list[str] = []

    def grow(self) -> None:
        """More empty rows, while what was typed stays."""
        number = len(self.rows)
        self.rows += [AreaForm(prefix=f"area-{number + each}") for each in range(EMPTY_AREAS)]

    @staticmethod
    def _count(data: Any) -> int:
        sent = data.get("areas", "")
        return min(int(sent), MOST_AREAS) if sent.isascii() and sent.isdecimal() and len(sent) < 5 else EMPTY_AREAS

    def is_valid(self) -> bool:
        if not all(row.is_valid() for row in self.rows):
            return False
        prefixes = [zone.prefix for zone in self.zones()]
        self.errors = [
            f"{prefix} stands there twice." for prefix in dict.fromkeys(prefixes) if prefixes.count(prefix) > 1
        ]
        if not prefixes:
            self.errors.append("Say where it goes: the beginning of at least one postcode.")
        return not self.errors

    def zones(self) -> Iterator[Zone]:
        for row in self.rows:
            if prefix := row.cleaned_data.get("prefix"):
                yield Zone(prefix, row.cleaned_data.get("charge"), row.cleaned_data.get("minimum"))


class CounterForm(forms.ModelForm):
    cutoff_time = Time(label="At")

    class Meta:
        model = Counter
        fields = ["is_active", "slot_minutes", "orders_per_slot", "days_ahead", *CUTOFF, "minimum", "calendar"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cutoff_days"].required = False

    def clean_cutoff_days(self) -> int:
        days = self.cleaned_data["cutoff_days"]
        return 1 if days is None else days


class ChangeRuleForm(forms.ModelForm):
    hours = forms.IntegerField(
        label="Hours before it leaves",
        min_value=0,
        max_value=24 * 60,
        help_text="Until then customers can change or cancel an order themselves.",
    )

    class Meta:
        model = ChangeRule
        fields = ["hours", "past_cutoff"]
        help_texts = {"past_cutoff": "Else the cut-off ends it, if that is earlier."}


class ClosureForm(forms.ModelForm):
    first_day = Day(label="From")
    last_day = Day(label="Until", help_text="The last day on which nothing goes out.")
    reason = Reason(max_length=80)

    class Meta:
        model = Closure
        fields = ["cafe", "route", "first_day", "last_day", "reason"]

    def __init__(self, *args: Any, cafes: Any, routes: Any, everybody: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        cafe, route = self.fields["cafe"], self.fields["route"]
        cafe.queryset, route.queryset = cafes, routes  # type: ignore[attr-defined]
        cafe.empty_label = "All cafés" if everybody else "Choose the café"  # type: ignore[attr-defined]
        route.empty_label = "All its routes, and collection"  # type: ignore[attr-defined]
        route.label_from_instance = lambda each: f"{each.cafe}: {each.name}"  # type: ignore[attr-defined]
        cafe.required = not everybody
        if not everybody:
            cafe.help_text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (route := data.get("route")) and not data.get("cafe") and "cafe" not in self.errors:
            data["cafe"] = route.cafe
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and (last - first).days > 366:
            self.add_error("last_day", "This is more than a year. Take the route out of use instead.")
        return data
