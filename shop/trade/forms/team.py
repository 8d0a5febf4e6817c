"""Who may come in, as what, and up to which sum."""

from typing import Any

from django import forms

from shop.accounts.roles import BUYER, MEMBER_ROLES
from shop.trade.actions.team import limit_of
from shop.trade.models import Member, TradeAccount

ROLES = [(role.key, f"{role.name}: {role.does}") for role in MEMBER_ROLES.values()]


class PlaceForm(forms.Form):
    role = forms.ChoiceField(choices=ROLES, initial=BUYER.key, widget=forms.RadioSelect)
    spend_limit = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text="For a buyer. A larger order waits for an approver or an owner. Empty: no limit.",
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, account: TradeAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["spend_limit"].label = f"Limit for one order, in {account.currency}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role, limit = data.get("role"), data.get("spend_limit")
        if role and limit is not None and limit_of(role, limit) is None:
            name = MEMBER_ROLES[role].name.lower()
            self.add_error("spend_limit", f"A limit is for a buyer: leave this empty for {_a(name)}.")
        return data


class InvitationForm(PlaceForm):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="The link to join goes there. Only who reads that mail can use it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["email", "role", "spend_limit"]


class MemberForm(PlaceForm):
    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        initial = {"role": member.role, "spend_limit": member.spend_limit}
        super().__init__(*args, account=member.account, initial=initial, **kwargs)


class TeamFilter(forms.Form):
    """What the list is narrowed to. Nonsense narrows nothing."""

    text = forms.CharField(label="Name or e-mail address", required=False, max_length=100)
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "All roles"), *((role.key, role.name) for role in MEMBER_ROLES.values())],
    )

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


def _a(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
