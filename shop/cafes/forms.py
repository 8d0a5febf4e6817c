"""What staff type about a café, read into plain values."""

from collections.abc import Iterator
from datetime import date
from typing import cast
from zoneinfo import available_timezones

from django import forms

from shop.cafes import domain
from shop.cafes.models import SERIES_IS_FOR_GOOD, Cafe
from shop.postal import clean_postcode, country_of_postcode

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
ROWS_A_WEEKDAY = 2
NEW_SPECIAL_DAYS = 3
ROUTES_SAY_IT = "Where its routes go: change it there, under Rounds. Without a route customers can only collect."
LIMITS_ARE_IN_IT = "The limits of this café's trade accounts are in it, so it stays."


class ProfileForm(forms.ModelForm):
    time_zone = forms.ChoiceField(choices=[(name, name.replace("_", " ")) for name in ZONES], initial="Europe/London")

    class Meta:
        model = Cafe
        fields = [
            "description",
            "email",
            "phone",
            "delivers_to",
            "slug",
            "time_zone",
            "country",
            "currency",
            "series_prefix",
        ]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "delivers_to": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivers_to"].disabled = True
        self.fields["delivers_to"].help_text = ROUTES_SAY_IT
        if self.instance.pk:
            self.fields["series_prefix"].disabled = True
            self.fields["series_prefix"].help_text = SERIES_IS_FOR_GOOD
            if self.instance.trade_accounts.exists():
                self.fields["currency"].disabled = True
                self.fields["currency"].help_text = LIMITS_ARE_IN_IT

    def clean_description(self) -> str:
        return " ".join(self.cleaned_data["description"].split())


class AreaForm(forms.Form):
    """What a visitor asks: do you deliver here?"""

    postcode = forms.CharField(
        label="Your postcode or Eircode",
        max_length=40,
        error_messages={"required": "Give the postcode.", "max_length": "This is too long for a postcode."},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false", "size": "12"}),
    )

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"]
        country = country_of_postcode(typed)
        if country is None:
            raise forms.ValidationError(
                "This is neither a postcode nor an Eircode. Write the whole of it, like BS1 4DJ or D02 X285."
            )
        return clean_postcode(typed, country)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SpanForm(forms.Form):
    opens = forms.TimeField(required=False, widget=TimeInput)
    closes = forms.TimeField(required=False, widget=TimeInput)
    past_midnight = forms.BooleanField(required=False, label="the next morning")

    def clean(self) -> dict:
        """Both times or neither; and a night only where it is meant, not by a slip of the keyboard."""
        data = super().clean() or {}
        if {"opens", "closes"} & set(self.errors):
            return data
        opens, closes, past_midnight = data.get("opens"), data.get("closes"), data.get("past_midnight")
        if (opens is None) != (closes is None):
            self.add_error("closes" if closes is None else "opens", "Give both times, or neither.")
        elif opens is not None and closes is not None:
            span = domain.Span(opens, closes)
            if span.past_midnight and not past_midnight and closes != domain.MIDNIGHT:
                self.add_error("closes", f"{closes:%H:%M} is before {opens:%H:%M}. Tick “the next morning” if it is.")
            elif past_midnight and not span.past_midnight:
                self.add_error("closes", "That is more than a day later: untick “the next morning”.")
            data["span"] = span
        return data


class OpeningForm(SpanForm):
    weekday = forms.TypedChoiceField(choices=list(enumerate(domain.WEEKDAYS)), coerce=int, widget=forms.HiddenInput)


class BaseWeekFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        readable = self.management_form.is_valid() and not any(self.errors)
        if readable and (faults := domain.faults_in_week(list(self.openings()))):
            raise forms.ValidationError(faults)

    def openings(self) -> Iterator[domain.Opening]:
        for row in self.cleaned_data:
            if span := row.get("span"):
                yield domain.Opening(row["weekday"], span.opens, span.closes)

    def days(self) -> list[tuple[str, list[forms.Form]]]:
        """The rows as the page shows them: a weekday and its hours."""
        grouped: dict[int, list[forms.Form]] = {number: [] for number in range(7)}
        for form in self.forms:
            value = str(form["weekday"].value())
            grouped[int(value) if value in {"0", "1", "2", "3", "4", "5", "6"} else 0].append(form)
        return [(domain.WEEKDAYS[number], forms_) for number, forms_ in grouped.items()]


WeekFormSet = cast(
    type[BaseWeekFormSet],
    forms.formset_factory(OpeningForm, formset=BaseWeekFormSet, extra=0, max_num=70, absolute_max=70),
)


def rows_of_week(week: tuple[domain.Opening, ...]) -> list[dict]:
    rows = []
    for weekday in range(7):
        spans = [opening.span for opening in week if opening.weekday == weekday]
        rows += [{"weekday": weekday, **_typed(span)} for span in spans]
        rows += [{"weekday": weekday}] * max(1, ROWS_A_WEEKDAY - len(spans))
    return rows


def _typed(span: domain.Span) -> dict:
    return {"opens": span.opens, "closes": span.closes, "past_midnight": span.past_midnight}


class SpecialDayForm(SpanForm):
    date = forms.DateField(widget=DateInput)
    closed = forms.BooleanField(required=False, label="closed all day")
    reason = forms.CharField(max_length=80)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("closed") and data.get("span"):
            self.add_error("closed", "Closed all day, or open at these times: not both.")
        elif not data.get("closed") and not data.get("span") and not {"opens", "closes"} & set(self.errors):
            self.add_error("opens", "Give the hours of that day, or tick “closed all day”.")
        return data


class BaseSpecialDaysFormSet(forms.BaseFormSet):
    def __init__(self, *args, since: date, **kwargs) -> None:
        self.since = since
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        if any(self.errors):
            return
        for form in self.forms:
            day = form.cleaned_data.get("date")
            if day and day < self.since and form not in self.deleted_forms:
                form.add_error("date", "This day is over.")
        if faults := domain.faults_in_special_days(self.special_days()):
            raise forms.ValidationError(faults)

    def special_days(self) -> list[domain.SpecialDay]:
        rows = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return [
            domain.SpecialDay(row["date"], (row["span"],) if row.get("span") else (), row["reason"])
            for row in rows
            if row.get("date")
        ]


SpecialDaysFormSet = cast(
    type[BaseSpecialDaysFormSet],
    forms.formset_factory(
        SpecialDayForm,
        formset=BaseSpecialDaysFormSet,
        extra=NEW_SPECIAL_DAYS,
        can_delete=True,
        max_num=100,
        absolute_max=100,
    ),
)


def rows_of_special_days(days: tuple[domain.SpecialDay, ...], *, since: date) -> list[dict]:
    rows = []
    for day in sorted((day for day in days if day.date >= since), key=lambda day: day.date):
        about = {"date": day.date, "reason": day.reason, "closed": not day.openings}
        rows += [{**about, **_typed(span)} for span in day.openings] or [about]
    return rows
