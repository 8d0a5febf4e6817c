"""What staff type about an application: how they find it, and what they decide."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from shop.applying import domain, queries
from shop.applying.actions.deciding import Offer
from shop.applying.fields import Line, Text
from shop.applying.models import Application
from shop.cafes.models import Cafe
from shop.pricing.forms.lists import ListsField
from shop.trade.domain import PREPAY, TERMS, why_limit_does_not_fit

NONE = "none"
STATES = [("", "Any state"), *((status, words) for status, words in domain.STATUSES.items() if status != domain.DRAFT)]


def all_cafes() -> QuerySet[Cafe]:
    return Cafe.objects.select_related("partner")


class FilterForm(forms.Form):
    """An unreadable filter filters nothing."""

    text = forms.CharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Name, place, e-mail, reference"}),
    )
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    cafe = forms.ChoiceField(label="Café", required=False)

    def __init__(self, data: Any, *, of_all_cafes: bool) -> None:
        super().__init__(data, label_suffix="")
        field = cast(forms.ChoiceField, self.fields["cafe"])
        if of_all_cafes:
            cafes = [(str(cafe.pk), str(cafe)) for cafe in all_cafes()]
            field.choices = [("", "Any café"), *cafes, (NONE, "None: outside our areas")]
        else:
            del self.fields["cafe"]

    def narrowed(self, applications: QuerySet[Application]) -> QuerySet[Application]:
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("state"):
            applications = applications.filter(status=wanted["state"])
        if wanted.get("cafe") == NONE:
            applications = applications.filter(cafe=None)
        elif wanted.get("cafe"):
            applications = applications.filter(cafe=int(wanted["cafe"]))
        return queries.found(applications, text=wanted.get("text", ""))


class AskForm(forms.Form):
    prefix = "ask"
    words = Text(label="Your question", missing="Write what you would like to know.", longest=2000)


class DeclineForm(forms.Form):
    prefix = "decline"
    words = Text(
        label="Reason",
        missing="Give the reason: the applicant reads it.",
        longest=2000,
        hint="The applicant reads this as it is.",
    )


class CafeField(forms.ModelChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="Café that looks after them",
            queryset=all_cafes(),
            empty_label="Choose a café",
            error_messages={"required": "Choose the café that looks after them."},
        )


class MoveForm(forms.Form):
    prefix = "move"
    cafe = CafeField()


class ApproveForm(forms.Form):
    prefix = "approve"
    name = Line(label="Business name", missing="Give the name that stands on invoices.")
    cafe = CafeField()
    terms = forms.ChoiceField(label="Payment terms", choices=TERMS, initial=PREPAY)
    credit_limit = forms.DecimalField(
        label="Credit limit",
        max_digits=9,
        decimal_places=2,
        min_value=Decimal(0),
        initial=Decimal(0),
        help_text="In the café's currency. What is unpaid and ordered stays below it.",
        error_messages={"required": "Give the limit, or 0.", "invalid": "Write the limit as a number, like 1500."},
    )
    requires_po = forms.BooleanField(label="Each order needs a purchase order number", required=False)
    price_lists = ListsField(help_text="Our own names: the applicant doesn't read them. None: the list prices.")
    words = Text(label="A word to the applicant", longest=2000, hint="Goes into the letter, with terms and limit.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(ListsField, self.fields["price_lists"]).offer(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        limit, terms = data.get("credit_limit"), data.get("terms")
        if limit is not None and terms and (why := why_limit_does_not_fit(terms, limit)):
            self.add_error("credit_limit", why)
        return data

    def offer(self) -> Offer:
        return Offer(**self.cleaned_data | {"price_lists": tuple(self.cleaned_data["price_lists"])})
