"""The trace. Whoever writes a price list or a rate says so here, in the same transaction."""

from datetime import datetime

from shop.accounts.models import User
from shop.postal import IN_A_SENTENCE
from shop.pricing.models import PriceChange, PriceList, TaxRate

LONGEST = 300


def of_list(
    price_list: PriceList, *, what: str, old: object = "", new: object = "", by: User | None, now: datetime
) -> PriceChange:
    """Not saved yet: many go at once. Values as people read them."""
    return PriceChange(
        price_list=price_list, about=price_list.name, at=now, by=by, what=what[:160], old=_text(old), new=_text(new)
    )


def of_rate(rate: TaxRate, *, old: str = "", new: str = "", by: User | None, now: datetime) -> PriceChange:
    tax_class = rate.tax_class
    what = f"VAT supplied from {IN_A_SENTENCE[rate.country]}"
    return PriceChange(tax_class=tax_class, about=tax_class.name, at=now, by=by, what=what, old=old, new=new)


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
