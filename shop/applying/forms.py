"""The steps of an application, each read strictly; and all of them at once before it is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict

from shop.applying import domain
from shop.applying.fields import (
    UNKNOWN,
    Email,
    Line,
    NotAPhone,
    Postcode,
    Text,
    read_phone,
    storable,
)
from shop.applying.models import LINE, OTHER, SAME, TEXT, Application
from shop.cafes.domain import WEEKDAYS
from shop.postal import country_of_postcode
from shop.trade.models import BUSINESSES
from shop.vat import NotAVatNumber, check_vat_number

MOST_TICKS = 60


@dataclass(frozen=True)
class Offered:
    """What there is to choose from, by name: shelves, and cafés to collect from where nobody delivers."""

    shelves: Sequence[str] = ()
    counters: Sequence[str] = ()


NOTHING = Offered()


class Step(forms.Form):
    """Its fields carry the names of the columns."""

    later: ClassVar[tuple[str, ...]] = ()  # what is kept otherwise than by being typed
    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, application: Application | None = None, offered: Offered = NOTHING, **kwargs
    ) -> None:
        self.application, self.offered = application, offered
        if application and data is None:
            kwargs.setdefault("initial", answers_of(application, type(self)))
        super().__init__(data, label_suffix="", **kwargs)

    @property
    def country(self) -> str:
        postcode = self.cleaned_data.get("postcode") or (self.application.postcode if self.application else "")
        return country_of_postcode(postcode) or "GB"

    def typed(self) -> dict[str, object]:
        """To be kept, right or wrong. Nothing if this form was not what was sent."""
        if not any(name in self.data for name in self.fields):
            return {}
        return {
            name: kept(name, field, self.data, self.add_prefix(name))
            for name, field in self.fields.items()
            if name not in self.later
        }


def kept(column: str, field: forms.Field, data: Any, name: str) -> object:
    if isinstance(field, forms.MultipleChoiceField):
        ticked = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, [])
        return [storable(each)[:LINE] for each in ticked[:MOST_TICKS]]
    text = storable(str(data.get(name) or ""))
    return text[: getattr(Application._meta.get_field(column), "max_length", None) or TEXT]


def answers_of(application: Application, form: type[Step]) -> dict[str, object]:
    return {name: getattr(application, name) for name in form.base_fields if hasattr(application, name)}


class StartForm(Step):
    later = ("email",)  # it is where the link goes

    name = Line(label="Business name", missing="Give the name of your business.", autocomplete="organization")
    contact = Line(label="Your name", missing="Give your name.", autocomplete="name")
    email = Email(label="E-mail address", help_text="We send you a link there, so that you can go on later.")
    postcode = Postcode(
        label="Delivery postcode",
        missing="Give the delivery postcode.",
        hint="Like BS1 4DJ, or an Eircode like D02 X285. We tell you at once whether our vans come there.",
    )


class BusinessForm(Step):
    business = forms.ChoiceField(
        label="What kind of business is it?",
        choices=list(BUSINESSES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes nearest to your business.", "invalid_choice": UNKNOWN},
    )
    vat_number = Line(
        label="VAT number",
        longest=20,
        hint="If you have one. It begins with GB, XI or IE; spaces do no harm.",
        autocomplete="off",
        spellcheck="false",
    )
    phone = Line(
        label="Telephone",
        missing="Give a telephone number at which somebody can be asked.",
        longest=40,
        hint="For questions about a delivery.",
        autocomplete="tel",
        inputmode="tel",
    )
    website = Line(label="Website", longest=200, autocomplete="url", inputmode="url")

    def clean_vat_number(self) -> str:
        text = self.cleaned_data["vat_number"]
        if not text:
            return ""
        try:
            return check_vat_number(text, self.country)
        except NotAVatNumber as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["phone"], self.country)
        except NotAPhone as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class AddressesForm(Step):
    line1 = Line(label="Street and number", missing="Give the street and number.", autocomplete="address-line1")
    line2 = Line(label="Second line", autocomplete="address-line2")
    town = Line(label="Town or city", missing="Give the town or city.", longest=80, autocomplete="address-level2")
    postcode = Postcode(label="Postcode", missing="Give the delivery postcode.")
    collects_at = forms.ChoiceField(
        label="Where would you collect?",
        required=False,
        widget=forms.RadioSelect,
        help_text="None of us delivers there yet, but you can collect at a counter.",
        error_messages={"invalid_choice": UNKNOWN},
    )
    access_notes = Text(
        label="How the driver finds you and gets in",
        hint="Gate, code, steps, where to leave it when nobody is there.",
        rows=3,
    )
    bills_to = forms.ChoiceField(
        label="Where do invoices go?",
        choices=[(SAME, "To the same address"), (OTHER, "To another address")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where invoices go.", "invalid_choice": UNKNOWN},
    )
    billing_line1 = Line(label="Street and number for invoices", autocomplete="billing address-line1")
    billing_line2 = Line(label="Second line for invoices", autocomplete="billing address-line2")
    billing_town = Line(label="Town or city for invoices", longest=80, autocomplete="billing address-level2")
    billing_postcode = Postcode(label="Postcode for invoices", autocomplete="billing postal-code")

    MISSING: ClassVar[dict[str, str]] = {
        "billing_line1": "Give the street and number to which invoices go.",
        "billing_town": "Give the town or city to which invoices go.",
        "billing_postcode": "Give the postcode to which invoices go.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        counters = cast(forms.ChoiceField, self.fields["collects_at"])
        counters.choices = [*((name, name) for name in self.offered.counters), ("", "I don’t know yet")]
        if not self.offered.counters:
            del self.fields["collects_at"]

    def clean(self) -> dict[str, Any]:
        """An address of its own counts only where it is wanted, and then whole."""
        data = super().clean() or {}
        billing = [name for name in self.fields if name.startswith("billing_")]
        if data.get("bills_to") == OTHER:
            for name, words in self.MISSING.items():
                if name not in self.errors and not data.get(name):
                    self.add_error(name, words)
        else:
            for name in billing:
                self.errors.pop(name, None)
                data[name] = ""
        return data


class OrderForm(Step):
    wants = Text(
        label="What would you order?",
        missing="Tell us in a few words what you would order.",
        longest=2000,
        hint="In your own words: what, for whom, and anything we should know.",
        rows=5,
    )
    goods = forms.MultipleChoiceField(
        label="From which shelves?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what you like, or nothing.",
        error_messages={"invalid_choice": "One of the shelves is no longer there. Tick again what you would like."},
    )
    weekly = Line(label="About how much a week?", longest=200, hint="Like “40 loaves and 5 kg of coffee”.")
    weekdays = forms.TypedMultipleChoiceField(
        label="On which days should it come?",
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none if any day is good.",
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        goods = cast(forms.MultipleChoiceField, self.fields["goods"])
        goods.choices = [(name, name) for name in self.offered.shelves]


class CheckForm(Step):
    later = ("agrees",)

    answer = Text(label="Your answer", missing="Answer our question before you send it again.", longest=2000)
    agrees = forms.BooleanField(
        label="I may apply for this business, and I have read how you use these details.",
        error_messages={"required": "Tick that you may apply for the business and have read this."},
    )

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, application=application, **kwargs)
        if application.status != domain.ASKED:
            del self.fields["answer"]


FORMS: dict[str, type[Step]] = {
    "start": StartForm,
    "business": BusinessForm,
    "addresses": AddressesForm,
    "order": OrderForm,
}


@dataclass(frozen=True)
class Read:
    """An application, read as strictly as it will be when it is sent."""

    forms: dict[str, Step]

    @property
    def answers(self) -> dict[str, object]:
        return {name: value for form in self.forms.values() for name, value in form.cleaned_data.items()}

    @property
    def is_complete(self) -> bool:
        return all(form.is_valid() for form in self.forms.values())

    def state(self, step: str) -> str:
        form = self.forms[step]
        if form.is_valid():
            return "done"
        return "begun" if any(form.data.get(name) for name in form.fields if name not in WITHOUT_TYPING) else "open"

    def faults(self) -> Iterator[tuple[str, str, str, str]]:
        """Step, field, its label and what is wrong with it."""
        for step, form in self.forms.items():
            for name, words in form.errors.items():
                yield step, name, str(form.fields[name].label), " ".join(map(str, words))


WITHOUT_TYPING = {"bills_to", "postcode", "collects_at"}


def read(application: Application, *, offered: Offered) -> Read:
    return Read(
        {
            step: form(answers_of(application, form), application=application, offered=offered)
            for step, form in FORMS.items()
        }
    )
