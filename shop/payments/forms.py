from typing import Any

from django import forms

from shop.payments.bookkeeping import KINDS

STANDING, GONE = "", "gone"


class DifferencesForm(forms.Form):
    q = forms.CharField(label="Order, reference or number", required=False, max_length=100)
    kind = forms.ChoiceField(label="Between", required=False, choices=[("", "Anything"), *KINDS.items()])
    state = forms.ChoiceField(label="Which", required=False, choices=[(STANDING, "Still there"), (GONE, "Gone since")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def narrows(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())
