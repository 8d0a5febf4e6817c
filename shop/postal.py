"""Where post goes in the countries we trade in, and their postcodes."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from localflavor.gb.forms import GBPostcodeField
from localflavor.ie.forms import EircodeField

from shop.plain import one_line, squeezed
from shop.refusals import Refusal

COUNTRIES = {"GB": "United Kingdom", "IE": "Ireland"}
IN_A_SENTENCE = COUNTRIES | {"GB": "the United Kingdom"}
FIELDS: dict[str, forms.CharField] = {"GB": GBPostcodeField(), "IE": EircodeField()}
LONGEST = 20

IN_WORDS = {
    "GB": "This is not a postcode of the United Kingdom. Write the whole of it, like BS1 4DJ.",
    "IE": "This is not an Eircode. Write all seven letters and digits, like D02 X285.",
}
OF_THE_OTHER = {
    "GB": "This is an Eircode. Choose Ireland as the country, or give a postcode of the United Kingdom.",
    "IE": "This is a postcode of the United Kingdom. Choose that as the country, or give an Eircode.",
}


class NotAPostcode(Refusal):
    pass


def clean_postcode(text: str, country: str) -> str:
    """As it is written on an envelope: BS1 4DJ, D02 X285."""
    if country not in COUNTRIES:
        raise NotAPostcode("Choose the United Kingdom or Ireland as the country.")
    if not squeezed(text):
        raise NotAPostcode(f"Give the {'Eircode' if country == 'IE' else 'postcode'}.")
    if found := _read(text, country):
        return found
    other = "IE" if country == "GB" else "GB"
    raise NotAPostcode((OF_THE_OTHER if _read(text, other) else IN_WORDS)[country])


def country_of_postcode(text: str) -> str | None:
    """The two countries' codes never look alike."""
    return next((country for country in COUNTRIES if _read(text, country)), None)


def _read(text: str, country: str) -> str | None:
    code = squeezed(text)
    if len(code) > LONGEST or not code.isascii():
        return None
    try:
        found = FIELDS[country].clean(code)
    except ValidationError:
        return None
    return found if country == "GB" else f"{found[:3]} {found[3:]}"


class PostalAddress(models.Model):
    """An address of a company, as it is printed. Kept on one line each, so that a label can't be forged by a break."""

    line1 = models.CharField("address", max_length=120)
    line2 = models.CharField("address, second line", max_length=120, blank=True)
    town = models.CharField("town or city", max_length=80)
    postcode = models.CharField("postcode or Eircode", max_length=12)
    country_code = models.CharField("country", max_length=2, choices=list(COUNTRIES.items()), default="GB")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return ", ".join(self.lines)

    def clean(self) -> None:
        """Forms of a model call this; who fills in the fields otherwise calls full_clean."""
        super().clean()
        self.line1, self.line2, self.town = map(one_line, (self.line1, self.line2, self.town))
        if self.postcode:
            try:
                self.postcode = clean_postcode(self.postcode, self.country_code)
            except NotAPostcode as refusal:
                raise ValidationError({"postcode": str(refusal)}) from refusal

    @property
    def lines(self) -> list[str]:
        parts = [self.line1, self.line2, self.town, self.postcode, COUNTRIES.get(self.country_code, self.country_code)]
        return [part for part in parts if part]
