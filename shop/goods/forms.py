"""What a visitor asks of a list. Nonsense in the address is left out, not scolded."""

from typing import Any

from django import forms

from shop.goods import queries


class ListingForm(forms.Form):
    sort = forms.ChoiceField(label="Sort by", choices=list(queries.SORTS.items()), required=False)
    cafe: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Café", queryset=None, to_field_name="code", required=False, empty_label="All cafés"
    )
    stock = forms.BooleanField(label="In stock only", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["cafe"].queryset = queries.cafes_selling()  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "sort": cleaned.get("sort", ""),
            "cafe": cleaned.get("cafe"),
            "only_in_stock": cleaned.get("stock", False),
        }
