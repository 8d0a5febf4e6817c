"""What is typed at the checkout. What is chosen there is read by shop.ordering.composing, against what can be had."""

from typing import Any

from django import forms

from shop.applying.fields import Line, NotAPhone, Postcode, Text, read_phone
from shop.ordering.approvals import LONGEST_WORD
from shop.ordering.composing import NEW
from shop.postal import country_of_postcode

WHO = ("email", "name", "phone")
ADDRESS = ("line1", "line2", "town", "postcode", "notes")
NOT_NEEDED = frozenset({"line2", "notes"})


class CheckoutForm(forms.Form):
    """asks: those of the fields that say who orders. place: where it goes; only a new address is asked for."""

    use_required_attribute = False

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="We send the confirmation there.",
        error_messages={
            "required": "Give an e-mail address, so that we can confirm the order.",
            "invalid": "This is no e-mail address. Write it like name@example.com.",
            "max_length": "This is too long for an e-mail address.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    name = Line(label="Name", missing="Give your name.", autocomplete="name")
    phone = Line(
        label="Telephone",
        missing="Give a telephone number, in case there is a question about the order.",
        longest=40,
        autocomplete="tel",
        inputmode="tel",
    )
    line1 = Line(label="Street and number", missing="Give the street and number.", autocomplete="address-line1")
    line2 = Line(label="Second line", autocomplete="address-line2")
    town = Line(label="Town or city", missing="Give the town or city.", longest=80, autocomplete="address-level2")
    postcode = Postcode(
        label="Postcode",
        missing="Give the postcode: it tells us which vans come to you.",
        hint="Like BS1 4DJ, or an Eircode like D02 X285.",
    )
    notes = Line(
        label="For the driver",
        longest=300,
        hint="Gate, code, steps, where to leave it.",
        autocomplete="off",
    )
    note = Text(label="Note on the order", longest=2000, rows=3)
    po_number = Line(label="Purchase order number", longest=40, autocomplete="off")
    word = Text(
        label="A word to who approves it",
        longest=LONGEST_WORD,
        rows=2,
        hint="Why it is so much, or until when you need to know. It stands in their mail.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asks: tuple[str, ...],
        place: str,
        requires_po: bool | None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        for name in set(WHO) - set(asks):
            del self.fields[name]
        # It stands in what comes anew, and what is typed while that is on its way stays.
        self.fields["word"].widget.attrs["hx-preserve"] = "true"
        self.is_new = place == NEW
        for name in ADDRESS:
            self.fields[name].required &= self.is_new
        if requires_po is None:
            del self.fields["po_number"]
        else:
            self.fields["po_number"].required = requires_po
            self.fields["po_number"].error_messages["required"] = (
                "Your company wants a purchase order number with each order: give it here."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.is_new:
            for name in ADDRESS:
                self.errors.pop(name, None)
        return data

    def clean_phone(self) -> str:
        """Read as people of the place write it; a visitor who collects gives no country, and most are British."""
        text = self.cleaned_data["phone"]
        country = country_of_postcode(self.data.get("postcode", "")) or "GB"
        try:
            return read_phone(text, country)
        except NotAPhone as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def address(self) -> list[tuple[forms.BoundField, bool]]:
        """And whether it is needed, once a new address is chosen."""
        return [(self[name], name not in NOT_NEEDED) for name in ADDRESS]

    def typed(self, name: str) -> str:
        """As it stands in the field."""
        return str(self[name].value() or "") if name in self.fields else ""
