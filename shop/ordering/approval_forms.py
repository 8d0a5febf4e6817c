"""What is typed where an order is let through, changed or declined; and what the list of approvals is narrowed to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from shop.applying.fields import Line, Text
from shop.ordering import approvals
from shop.ordering.composing import Wanted
from shop.ordering.remaking import Change

NOT_A_NUMBER = "Write how many as a number, like 12. To take it out, write 0."
MOST = 100_000


class ApprovalFilter(forms.Form):
    text = forms.CharField(label="Name or order number", required=False, max_length=80)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *approvals.STATES.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def wanted(self) -> dict[str, str]:
        """What can't be read narrows nothing."""
        found = self.cleaned_data if self.is_valid() else {}
        return {"text": found.get("text", ""), "state": found.get("state", "")}


class AnswerForm(forms.Form):
    use_required_attribute = False

    word = Text(label="A word to who asked", longest=approvals.LONGEST_WORD, rows=2)
    pays_by = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class ChangeForm(AnswerForm):
    """A quantity for each line of the orders; days and times are read against what can be had."""

    def __init__(self, *args: Any, lines: Sequence[Any], po_number: str, requires_po: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"quantity_{line.pk}"] = forms.IntegerField(
                label=line.title,
                min_value=0,
                max_value=MOST,
                initial=line.quantity,
                error_messages={"invalid": NOT_A_NUMBER, "required": NOT_A_NUMBER, "min_value": NOT_A_NUMBER},
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "approval__quantity"}),
            )
        self.fields["po_number"] = Line(label="Purchase order number", longest=40, autocomplete="off")
        self.fields["po_number"].initial = po_number
        if requires_po:
            self.fields["po_number"].required = True
            self.fields["po_number"].error_messages["required"] = (
                "Your company wants a purchase order number with each order: give it here."
            )

    def rows(self) -> list[tuple[Any, Any]]:
        return [(line, self[f"quantity_{line.pk}"]) for line in self.lines]

    def change(self, typed: Mapping[str, str]) -> Change:
        """Of what could be read; the rest stays as it was asked for."""
        data = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        chosen = Wanted.of(typed, postcode=None)
        return Change(
            quantities={
                line.pk: data[f"quantity_{line.pk}"]
                for line in self.lines
                if data.get(f"quantity_{line.pk}") is not None
            },
            rounds=chosen.rounds,
            slots=chosen.slots,
            po_number=data.get("po_number"),
        )
