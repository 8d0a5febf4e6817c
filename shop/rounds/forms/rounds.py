"""What staff type about one round: its own limits and note, a market, why it is closed."""

from datetime import datetime
from typing import Any

from django import forms

from shop.forms import OneLine
from shop.pricing.forms.lists import Day
from shop.rounds.domain.departures import EVENT, instant_of
from shop.rounds.models import Round

LIMITS = ["minimum", "capacity_orders", "capacity_kg", "driver_note"]
TIMES = ["leaves", "arrives_from", "arrives_until"]


class Time(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"invalid": "Write the time like 14:30."})
        super().__init__(
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            **options,
        )


class Reason(OneLine):
    """Customers read it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        options.setdefault("label", "Why")
        options.setdefault("help_text", "Customers read this: “Our van is being repaired”. Without a full stop.")
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).rstrip(" .")


class CloseForm(forms.Form):
    reason = Reason()


class LimitsForm(forms.ModelForm):
    """What can be set of a round that has a timetable, or of a market with orders."""

    cutoff_date = Day(label="Orders close on")
    cutoff_time = Time(label="At")

    class Meta:
        model = Round
        fields = ["cutoff_date", "cutoff_time", *LIMITS]
        widgets = {"driver_note": forms.Textarea(attrs={"rows": 3})}

    field_order = ["cutoff_date", "cutoff_time", *LIMITS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.cutoff and self.leaves and self.cutoff > self.latest_cutoff:
            self.add_error("cutoff_date", f"Orders have to close before {self.latest_cutoff:%A %H:%M}, when it goes.")
        return data

    @property
    def cutoff(self) -> datetime | None:
        day, at = self.cleaned_data.get("cutoff_date"), self.cleaned_data.get("cutoff_time")
        return datetime.combine(day, at) if day and at else None

    @property
    def leaves(self) -> datetime | None:
        return datetime.combine(self.instance.date, self.instance.leaves)

    @property
    def latest_cutoff(self) -> datetime:
        """At a counter goods can be ordered while it is open."""
        until = self.instance.arrives_until if self.instance.counter_id else None
        leaves = self.leaves or datetime.max
        return max(leaves, datetime.combine(leaves.date(), until)) if until else leaves

    def values(self) -> dict[str, Any]:
        mine = [name for name in self.Meta.fields if name in self.fields and not name.startswith("cutoff")]
        return {name: self.cleaned_data[name] for name in mine}


class EventForm(LimitsForm):
    """A market, or another round that goes once."""

    date = Day(label="Date")
    leaves_time = Time(label="Leaves us at", help_text="Until then we can pack for it.")
    arrives_from = Time(label="Goods can be fetched from")
    arrives_until = Time(label="Until")

    class Meta(LimitsForm.Meta):
        fields = ["cafe", "name", "place", "date", "arrives_from", "arrives_until", *LimitsForm.Meta.fields]
        help_texts = {"name": "Customers choose it by this: Saturday market.", "place": "Where they find us."}

    field_order = ["cafe", "name", "place", "date", "leaves_time", "arrives_from", "arrives_until"]

    def __init__(self, *args: Any, cafes: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.order_fields([*self.field_order, *LimitsForm.Meta.fields])
        self.fields["place"].required = True
        self.fields["minimum"].label = "Least net value"
        self.fields["driver_note"].label = "Note for whoever drives"
        if self.instance.pk:
            del self.fields["cafe"]
            self.fields["leaves_time"].initial = self.instance.leaves
        else:
            self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]
            self.fields["cafe"].empty_label = "Choose the café"  # type: ignore[attr-defined]

    @property
    def leaves(self) -> datetime | None:
        day, at = self.cleaned_data.get("date"), self.cleaned_data.get("leaves_time")
        return datetime.combine(day, at) if day and at else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("arrives_from"), data.get("arrives_until")
        if begins and ends and ends <= begins:
            self.add_error("arrives_until", "This has to be later than it begins.")
        if begins and self.leaves and begins < self.leaves.time():
            self.add_error("arrives_from", "We can't be there before we leave.")
        cafe = data.get("cafe") or (self.instance.cafe if self.instance.pk else None)
        if cafe and self.leaves and instant_of(self.leaves, cafe.time_zone) <= self.now:
            self.add_error("date", "This is over already.")
        return data

    def values(self) -> dict[str, Any]:
        return super().values() | {"leaves": self.cleaned_data["leaves_time"], "kind": EVENT}

    def _get_validation_exclusions(self) -> set[str]:
        """Its instants are worked out when it is saved, so its constraints are asked then."""
        return super()._get_validation_exclusions() | {"kind", "leaves", "leaves_at", "cutoff_at", "change_until"}  # type: ignore[misc]
