from decimal import Decimal

from django import forms

from sandbox.models import Outage


class KnowForm(forms.Form):
    """Who somebody is, at the bank."""

    number = forms.CharField(
        label="Account number",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )
    secret = forms.CharField(
        label="Secret",
        max_length=60,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class TopUpForm(forms.Form):
    amount = forms.DecimalField(
        max_digits=9, decimal_places=2, min_value=Decimal("0.01"), max_value=Decimal(100_000), label="Pay in"
    )


class OutageForm(forms.Form):
    kind = forms.ChoiceField(label="What goes wrong", choices=Outage.Kind)
    left = forms.IntegerField(label="How many times", min_value=1, max_value=1000, initial=1)
    seconds = forms.IntegerField(label="How late, in seconds", min_value=0, max_value=60, initial=0)
