"""What staff type about payments."""

from decimal import Decimal
from typing import Any

from django import forms

from shop.desk.payments.troubles import SOMEBODY, TROUBLES
from shop.forms import OneLine
from shop.payments import domain
from shop.payments.gateways import GATEWAYS
from shop.trade.domain import money
from shop.trade.models import TradeAccount


class Day(forms.DateField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **options)


class FilterForm(forms.Form):
    """Above the list, by GET. What makes no sense is left out rather than complained about."""

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Order, name, e-mail, reference"}),
    )
    trouble = forms.ChoiceField(
        label="What is the matter",
        required=False,
        choices=[("", "Anything or nothing"), (SOMEBODY, "Needs somebody"), *TROUBLES.items()],
    )
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *domain.STATES.items()])
    gateway = forms.ChoiceField(label="Paid", required=False, choices=())
    cafe: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Café", required=False, queryset=None, empty_label="Any café"
    )
    since = Day(label="From")
    until = Day(label="To")
    account: forms.ModelChoiceField = forms.ModelChoiceField(required=False, queryset=None, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cafes: Any, accounts: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        self.fields["cafe"].queryset = cafes  # type: ignore[attr-defined]
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        ways = [(way.code, way.name) for way in GATEWAYS.values()]
        self.fields["gateway"].choices = [("", "Any way"), *ways]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(self.wanted)

    @property
    def account_named(self) -> TradeAccount | None:
        account = self.wanted.get("account")
        return account if isinstance(account, TradeAccount) else None


class Pounds(forms.DecimalField):
    """As people write it: with its sign, with commas in the thousands."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.strip().lstrip("£€").replace(",", "") if isinstance(value, str) else value)


class RefundForm(forms.Form):
    """left: as the page said it, so that a second click pays nothing twice."""

    amount = Pounds(
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": "Say how much is paid back.",
            "invalid": "Write an amount like 12.50.",
            "max_decimal_places": "Write pounds and pence, like 12.50.",
        },
    )
    reason = OneLine(
        label="Why",
        max_length=300,
        help_text="Say it as you would to the customer: “Two loaves were damaged”.",
        error_messages={"required": "Say why it is paid back."},
    )
    left = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2)

    def __init__(self, *args: Any, most: Decimal, currency: str, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "initial": {"amount": most, "left": most}, **options})
        self.most, self.currency = most, currency
        self.fields["amount"].help_text = f"At most {money(most, currency)}."

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount <= 0:
            raise forms.ValidationError("Write an amount above nothing.")
        if amount > self.most:
            raise forms.ValidationError(f"At most {money(self.most, self.currency)} can be paid back.")
        return amount


class ReasonForm(forms.Form):
    reason = OneLine(
        label="Why",
        max_length=300,
        help_text="For our own record. The customer doesn't read it.",
        error_messages={"required": "Say why, for whoever looks at it later."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})


class SeenForm(forms.Form):
    word = OneLine(label="A word on it", required=False, max_length=300)
