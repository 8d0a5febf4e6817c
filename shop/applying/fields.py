"""What an applicant types, and what we say when it can't be read."""

from django import forms
from phonenumber_field.phonenumber import to_python

from shop.forms import OneLine
from shop.plain import JOINERS
from shop.postal import NotAPostcode, clean_postcode, country_of_postcode
from shop.refusals import Refusal

TOO_LONG = "This is too long: write at most %(limit_value)d letters. It has %(show_value)d now."
UNKNOWN = "Choose one of the answers that are there."
NO_POSTCODE = "This is no postcode of the United Kingdom, like BS1 4DJ, and no Irish Eircode, like D02 X285."
NO_PHONE = "This is no telephone number. Write it with its area code, or with the country’s: +44 117 496 0018."


class Line(OneLine):
    def __init__(self, *, label: str, missing: str = "", longest: int = 120, hint: str = "", **attrs: str) -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            max_length=longest,
            help_text=hint,
            error_messages={"required": missing, "max_length": TOO_LONG},
            widget=forms.TextInput(attrs=attrs),
        )


class Text(forms.CharField):
    def __init__(self, *, label: str, missing: str = "", longest: int = 1000, hint: str = "", rows: int = 4) -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            max_length=longest,
            help_text=hint,
            error_messages={"required": missing, "max_length": TOO_LONG},
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def to_python(self, value: object) -> str:
        """Lines stay; in each of them, nothing that can't be printed."""
        lines = storable(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join("".join(sign if _shows(sign) else " " for sign in line) for line in lines)


def storable(text: str) -> str:
    """Neither database takes everything: no NUL, and no halves of a sign."""
    return "".join(sign for sign in text if sign in "\n\r\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


def _shows(sign: str) -> bool:
    return sign.isprintable() or sign in JOINERS


class Email(forms.EmailField):
    def __init__(self, **kwargs) -> None:
        words = "This is no e-mail address. Write it like name@business.example."
        super().__init__(
            max_length=254,
            error_messages={
                "required": "Give the e-mail address to which we send the link and our answer.",
                "invalid": words,
                "max_length": TOO_LONG,
            },
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            **kwargs,
        )


class Postcode(Line):
    """Of either country: their codes never look alike."""

    def __init__(self, *, label: str, missing: str = "", hint: str = "", autocomplete: str = "postal-code") -> None:
        super().__init__(label=label, missing=missing, longest=20, hint=hint, autocomplete=autocomplete)
        self.widget.attrs["class"] = "field__short"

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return text
        country = country_of_postcode(text)
        if country is None:
            raise forms.ValidationError(NO_POSTCODE)
        try:
            return clean_postcode(text, country)
        except NotAPostcode as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def read_phone(text: str, country: str) -> str:
    """As it is dialled from anywhere."""
    number = to_python(text, region=country)
    if number is None or not number.is_valid():
        raise NotAPhone
    return number.as_e164


class NotAPhone(Refusal):
    def __str__(self) -> str:
        return NO_PHONE
