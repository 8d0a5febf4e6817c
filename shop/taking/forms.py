"""What staff type while they take an order."""

from typing import Any

from django import forms

from shop.applying.fields import Line
from shop.ordering.forms import CheckoutForm
from shop.taking.models import LONGEST_REASON

ASK_FOR_IT = "They want a purchase order number with each order: ask for it."
ONE_OF_BOTH = "Give an e-mail address or a telephone number, so that they can be reached."


class FindForm(forms.Form):
    """What is said of who calls. What can't be searched for finds nobody."""

    q = forms.CharField(required=False, max_length=100)

    @property
    def text(self) -> str:
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


class TakingForm(CheckoutForm):
    """As at the checkout; but who calls need not have an e-mail address."""

    reason = Line(label="Reason", longest=LONGEST_REASON, autocomplete="off")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("word")  # whoever takes it approves it
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"  # a browser knows the address of whoever sits at the desk
            field.widget.attrs["hx-preserve"] = "true"  # what is typed while an answer is on its way stays
            if name in ("email", "phone"):
                field.required = False
        if "email" in self.fields:
            self.fields["email"].help_text = "The confirmation goes there. Without it, nothing is mailed."
        self.fields["note"].label = "Their note"
        if "po_number" in self.fields:
            self.fields["po_number"].error_messages["required"] = ASK_FOR_IT

    def clean_phone(self) -> str:
        return super().clean_phone() if self.cleaned_data["phone"] else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        both = {"email", "phone"}
        if both <= self.fields.keys() and not both & self.errors.keys() and not any(data.get(name) for name in both):
            self.add_error("email", ONE_OF_BOTH)
        return data
