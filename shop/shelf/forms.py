"""What staff send and choose. Files are judged by the action, in its words."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from shop.shelf.models import ImportRow
from shop.shelf.sheets import LARGEST, MOST_ROWS


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
        help_text=f"CSV or Excel (XLSX), up to {LARGEST // 1024 // 1024} MB and {MOST_ROWS:,} rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class CafeForm(forms.Form):
    """Whose goods. With one café there is nothing to choose."""

    cafe: Any = forms.ModelChoiceField(queryset=None, required=False, label="Café", empty_label="All cafés")

    def __init__(self, *args: Any, cafes: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]


class RowsForm(forms.Form):
    kind = forms.ChoiceField(
        choices=[("", "All"), *ImportRow.Kind.choices, ("left_out", "Left out when written")], required=False
    )

    @property
    def wanted(self) -> str:
        return self.cleaned_data["kind"] if self.is_valid() else ""
