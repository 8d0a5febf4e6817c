"""What staff type about an account."""

from datetime import date
from typing import Any, cast

from django import forms

from shop.cafes.models import Cafe
from shop.files.forms import UploadField
from shop.forms import OneLine
from shop.pricing.forms.lists import ListsField
from shop.pricing.models import PriceList
from shop.trade import domain
from shop.trade.forms.details import DetailsForm as OwnDetailsForm
from shop.trade.models import BUSINESSES, TradeAccount

DETAILS = OwnDetailsForm.Meta.fields
TERMS = ["terms", "credit_limit", "cafe"]
SORTS = {
    "name": "Name",
    "-opened_at": "Newest first",
    "opened_at": "Oldest first",
    "town": "Town",
    "-credit_limit": "Highest limit",
    "status": "Status",
}


class Reason(OneLine):
    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 300)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**options)


def cafes() -> Any:
    return Cafe.objects.select_related("partner")


class FilterForm(forms.Form):
    """Above the list, by GET. What makes no sense is left out rather than complained about."""

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Name, place, number, person"}),
    )
    status = forms.ChoiceField(
        required=False, choices=[("", "Any status"), *domain.STATUSES.items(), ("merged", "Merged into another")]
    )
    terms = forms.ChoiceField(label="Payment terms", required=False, choices=[("", "Any terms"), *domain.TERMS.items()])
    cafe: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Café", required=False, queryset=None, empty_label="Any café"
    )
    business = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *BUSINESSES.items()])
    sort = forms.ChoiceField(label="Order", required=False, choices=list(SORTS.items()))

    def __init__(self, *args: Any, seen: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].queryset = cafes().filter(trade_accounts__in=seen).distinct()  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(set(self.wanted) - {"sort"})


class DetailsForm(OwnDetailsForm):
    """As the company's own people have it, in words for staff."""

    class Meta(OwnDetailsForm.Meta):
        help_texts: dict[str, str] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # a browser knows the address of whoever sits at the desk


class TermsForm(forms.ModelForm):
    reason = Reason(help_text="For our history. The customer doesn't read it.")

    class Meta:
        model = TradeAccount
        fields = TERMS
        help_texts = {"credit_limit": "What they may owe us at once: unpaid invoices, and orders not yet invoiced."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].queryset = cafes()  # type: ignore[attr-defined]
        self.fields["cafe"].empty_label = None  # type: ignore[attr-defined]
        for name in TERMS:
            self.fields[name].show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        """Against what the page showed: what a colleague changed meanwhile is not undone."""
        return {name: self.cleaned_data[name] for name in TERMS if name in self.changed_data}


class NewAccountForm(DetailsForm):
    """Opened by hand: on the telephone, at the counter."""

    deliver_here = forms.BooleanField(label="Deliver to this address too", required=False, initial=True)
    owner = forms.EmailField(
        label="Owner's e-mail address", help_text="They get an invitation, choose a password, and invite the others."
    )
    reason = Reason(label="How it came about", required=False, help_text="For our history: a call, a visit, a fair.")

    class Meta(DetailsForm.Meta):
        fields = [*DETAILS, *TERMS]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cafe"].queryset = cafes()  # type: ignore[attr-defined]
        self.fields["cafe"].empty_label = "Choose the café"  # type: ignore[attr-defined]
        self.order_fields([*DETAILS, "deliver_here", *TERMS, "owner", "reason"])

    groups = (
        ("The company", ("name", "business", "vat_number", "email", "phone")),
        ("Where invoices go", ("line1", "line2", "town", "postcode", "country_code", "deliver_here")),
        ("What we agreed", ("terms", "credit_limit", "cafe", "requires_po")),
        ("Who runs it", ("owner", "reason")),
    )

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.groups]


class PriceListsForm(forms.Form):
    lists = ListsField(help_text="The lowest price of all that apply holds. Lists for everybody hold without a tick.")
    reason = Reason(required=False, help_text="For our history. The customer doesn't read it.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: TradeAccount, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        had = PriceList.objects.filter(given__account=account)
        field = cast(ListsField, self.fields["lists"])
        field.offer(today, besides=had)
        field.initial = list(had.values_list("pk", flat=True))
        self.fields["seen"].initial = " ".join(map(str, field.initial))

    def changes(self) -> dict[str, list[PriceList]]:
        """Against what the page showed: what a colleague gave meanwhile stays."""
        ticked = {each.pk for each in self.cleaned_data["lists"]}
        shown = {int(pk) for pk in self.cleaned_data["seen"].split() if pk.isdecimal()}
        lists = PriceList.objects.in_bulk(ticked ^ shown)
        return {
            "give": [each for pk, each in lists.items() if pk in ticked],
            "take": [each for pk, each in lists.items() if pk in shown],
        }


class HoldForm(forms.Form):
    reason = Reason(
        label="What the customer reads",
        help_text="Why, and what to do about it: “Invoice EL-1042 is open. Call us, and we agree how it is paid.”",
    )


class ReasonForm(forms.Form):
    reason = Reason(help_text="For our history. The customer doesn't read it.")


class CloseForm(forms.Form):
    reason = Reason(label="What the customer reads", help_text="Why the account is closed. It stands in their letter.")


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    is_pinned = forms.BooleanField(label="Keep it at the top", required=False)


class FileForm(forms.Form):
    document = UploadField(label="File")
    about = OneLine(
        label="What it is", max_length=120, help_text="One line: “Signed terms, May”, “Photo of the loading bay”."
    )


class PartnerForm(forms.Form):
    """By number, of the other account of a merge."""

    number = forms.IntegerField(
        label="Number of the other account", min_value=1, max_value=2_000_000_000, help_text="As in the list: 10007."
    )


class MergeForm(forms.Form):
    reason = Reason(help_text="For our history, on both accounts.")
    sure = forms.BooleanField(label="I have compared them: they are one company. This can't be undone.")
