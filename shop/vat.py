"""VAT numbers of the United Kingdom and Ireland: read as people type them, checked by their form and check digits.

That a number is well formed doesn't mean that it is theirs: staff look it up before they approve.
"""

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.gb import vat as gb
from stdnum.ie import vat as ie

from shop.plain import squeezed
from shop.refusals import Refusal

NUMBERS = {"GB": gb, "IE": ie}
PREFIXES = {"GB": ("GB", "XI"), "IE": ("IE",)}
LENGTHS = {"GB": (5, 9, 11, 12), "IE": (8, 9)}
BODIES = ("GD", "HA")  # British departments and health authorities: no country's letters
SHAPES = {
    "GB": "A VAT number of the United Kingdom is GB and 9 digits, or 12 with a branch; in Northern Ireland XI and 9.",
    "IE": "An Irish VAT number is IE, 7 digits and one or two letters.",
}
ELSEWHERE = {
    "AT": "an Austrian", "BE": "a Belgian", "BG": "a Bulgarian", "CH": "a Swiss", "CY": "a Cypriot", "CZ": "a Czech",
    "DE": "a German", "DK": "a Danish", "EE": "an Estonian", "EL": "a Greek", "ES": "a Spanish", "FI": "a Finnish",
    "FR": "a French", "GB": "a British", "GR": "a Greek", "HR": "a Croatian", "HU": "a Hungarian", "IE": "an Irish",
    "IT": "an Italian", "LT": "a Lithuanian", "LU": "a Luxembourg", "LV": "a Latvian", "MT": "a Maltese",
    "NL": "a Dutch", "NO": "a Norwegian", "PL": "a Polish", "PT": "a Portuguese", "RO": "a Romanian",
    "SE": "a Swedish", "SI": "a Slovenian", "SK": "a Slovak", "XI": "a Northern Irish",
}  # fmt: skip
EXPECTED = {
    "GB": "Give the one of the United Kingdom, which begins with GB or, in Northern Ireland, XI.",
    "IE": "Give the Irish one, which begins with IE.",
}


class NotAVatNumber(Refusal):
    pass


def check_vat_number(text: str, country: str) -> str:
    """The number with its country's letters and nothing between: GB980780684, XI980780684, IE6433435OA."""
    if country not in NUMBERS:
        raise NotAVatNumber("Choose the United Kingdom or Ireland as the country.")
    typed = squeezed(text)
    if not typed:
        raise NotAVatNumber("Give the VAT number.")
    if strange := next((letter for letter in typed if not _belongs(letter, country)), None):
        raise NotAVatNumber(f"“{strange}” has no place in a VAT number. {SHAPES[country]}")
    prefix, number = _split(typed, country)
    if len(number) not in LENGTHS[country]:
        raise NotAVatNumber(f"This VAT number is too {'long' if len(number) > 9 else 'short'}. {SHAPES[country]}")
    try:
        if not number.strip("0"):
            raise InvalidChecksum  # the sums would come out
        return prefix + NUMBERS[country].validate(number)
    except InvalidChecksum:
        raise NotAVatNumber(
            "A letter or digit of this VAT number is wrong: its check digits don't fit. "
            "Please compare it with your VAT certificate."
        ) from None
    except ValidationError:
        raise NotAVatNumber(f"This is not how a VAT number is written. {SHAPES[country]}") from None


def _belongs(letter: str, country: str) -> bool:
    """Irish numbers of old have a plus or an asterisk as their second sign."""
    return (letter.isascii() and letter.isalnum()) or (country == "IE" and letter in "+*")


def _split(typed: str, country: str) -> tuple[str, str]:
    letters = typed[:2]
    if not letters.isalpha() or letters in BODIES:
        return PREFIXES[country][0], typed
    if letters in PREFIXES[country]:
        return letters, typed[2:]
    if letters in ELSEWHERE:
        raise NotAVatNumber(f"This is {ELSEWHERE[letters]} VAT number. {EXPECTED[country]}")
    raise NotAVatNumber(f"VAT numbers that begin with {letters} are not known here. {SHAPES[country]}")
