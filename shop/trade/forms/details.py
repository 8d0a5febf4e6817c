"""What a company says of itself, and what a member wants to be told."""

from typing import Any

from django import forms

from shop.accounts.roles import CHANGE_TEAM, SEE_DETAILS
from shop.forms import OneLine
from shop.trade.forms.places import AddressForm
from shop.trade.models import Member, TradeAccount
from shop.vat import NotAVatNumber, check_vat_number


class DetailsForm(AddressForm):
    class Meta:
        model = TradeAccount
        fields = [
            "name",
            "business",
            "line1",
            "line2",
            "town",
            "postcode",
            "country_code",
            "vat_number",
            "email",
            "phone",
            "requires_po",
        ]
        field_classes = {"name": OneLine}
        labels = {"line1": "Billing address", "email": "E-mail address for invoices"}
        help_texts = {
            "name": "As it is on your invoices.",
            "vat_number": "As on your VAT certificate, with or without the letters of the country.",
            "requires_po": "Without the number an order of yours isn't taken, whoever of you places it.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (typed := data.get("vat_number")) and data.get("country_code"):
            try:
                data["vat_number"] = check_vat_number(typed, data["country_code"])
            except NotAVatNumber as refusal:
                self.add_error("vat_number", str(refusal))
        return data


class PreferencesForm(forms.ModelForm):
    """What a role is never told it isn't asked about."""

    ABOUT = {"told_of_team": CHANGE_TEAM, "told_of_terms": SEE_DETAILS}

    class Meta:
        model = Member
        fields = ["told_of_team", "told_of_terms"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, capability in self.ABOUT.items():
            if not self.instance.may(capability):
                del self.fields[name]
