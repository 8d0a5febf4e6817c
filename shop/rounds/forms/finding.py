"""How staff find rounds: by week, and in the list of all."""

from datetime import date, timedelta
from typing import Any

from django import forms

from shop.pricing.forms.lists import Day, Sought
from shop.rounds.domain.departures import KINDS
from shop.rounds.domain.states import STATES

MORE_STATES = {"orders": "With orders", "misfit": "Not as its timetable has it"}


class CafeChoice(forms.ModelChoiceField):
    """Of those that the person at the screen looks after."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, label="Café", required=False, empty_label="All cafés", **options)


class WeekForm(forms.Form):
    """By GET; what makes no sense is left out. day: any of the week."""

    day = Day(label="Week of", required=False)
    cafe = CafeChoice()

    def __init__(self, *args: Any, cafes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]

    def chosen(self, today: date) -> tuple[date, Any]:
        """The Monday, and the café if one is asked for."""
        self.is_valid()
        day = self.cleaned_data.get("day")
        if day is None or not date(2000, 1, 1) <= day <= date(2199, 12, 1):
            day = today
        return day - timedelta(days=day.weekday()), self.cleaned_data.get("cafe")


class RoundFilterForm(Sought):
    cafe = CafeChoice()
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *KINDS.items()])
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any state"), *STATES.items(), *MORE_STATES.items()]
    )
    first = Day(label="From", required=False)
    last = Day(label="Until", required=False)

    def __init__(self, *args: Any, cafes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]


class RouteFilterForm(Sought):
    cafe = CafeChoice()
    use = forms.ChoiceField(
        label="In use", required=False, choices=[("", "In use or not"), ("yes", "In use"), ("no", "Not in use")]
    )

    def __init__(self, *args: Any, cafes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]


class HistoryFilterForm(Sought):
    cafe = CafeChoice()

    def __init__(self, *args: Any, cafes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]
