from collections.abc import Sequence
from typing import Any

from django import forms

WHICH = "Say which one you wait for."


class AskForm(forms.Form):
    """`missing`: the goods that can't be had now, of which one may be asked for."""

    variant = forms.TypedChoiceField(label="Which one?", coerce=int)
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        error_messages={
            "required": "Write the address that we shall write to.",
            "invalid": "This is not an e-mail address. One looks like name@example.com.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, missing: Sequence[Any], by_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "tell-me-%s", **kwargs})
        self.goods = {product.pk: product for product in missing}
        if len(self.goods) > 1:
            variant: Any = self.fields["variant"]
            variant.choices = [(pk, product.get_title()) for pk, product in self.goods.items()]
            variant.error_messages = {"required": WHICH, "invalid_choice": WHICH}
        else:
            del self.fields["variant"]
        if not by_address:
            del self.fields["email"]

    def product(self) -> Any:
        return self.goods[self.cleaned_data["variant"]] if "variant" in self.fields else next(iter(self.goods.values()))


class FilterForm(forms.Form):
    q = forms.CharField(label="Name or SKU", required=False, max_length=100)
    cafe: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Café", queryset=None, required=False, to_field_name="code", empty_label="All cafés"
    )

    def __init__(self, *args: Any, cafes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())
