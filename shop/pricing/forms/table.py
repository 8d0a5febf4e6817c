"""Several prices of a list in a table. Each fault stands at its cell, and nothing that was typed is lost."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from shop.forms import OneLine
from shop.pricing.actions.prices import Write, entry_of
from shop.pricing.domain import Span
from shop.pricing.entries import Entry, doubt
from shop.pricing.forms.lists import Day
from shop.pricing.models import ListPrice, PriceList
from shop.pricing.queries import by_sku, meant, records

BLANK_ROWS = 5
MOST_ROWS = 100
TYPED = ("product", "price", "first_day", "last_day")
TWICE = "There is a price from this quantity up, beginning on the same day, already."


class PriceRow(forms.Form):
    use_required_attribute = False

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    product = OneLine(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"aria-label": "Product", "placeholder": "SKU or name", "autocomplete": "off"}),
    )
    from_quantity = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "aria-label": "From quantity"}),
        error_messages={
            "invalid": "Write a whole number, like 10.",
            "min_value": "1 is the least.",
            "max_value": "That is too many.",
        },
    )
    price = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "aria-label": "Price"}),
        error_messages={
            "invalid": "Write an amount, like 2.80.",
            "min_value": "A price can't be below 0.",
            "max_decimal_places": "Pence are the smallest part: write 2.80.",
        },
    )
    first_day = Day(required=False)
    last_day = Day(required=False)
    gone = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, row: ListPrice | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row, self.record = row, row.stockrecord if row else None
        self.fields["first_day"].widget.attrs["aria-label"] = "From"
        self.fields["last_day"].widget.attrs["aria-label"] = "Until"
        if self.record is None:
            self.fields["product"].widget.attrs["data-suggest-into"] = "goods"
        self.asks = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "This is before the first day.")
        if not self.is_blank and not data.get("gone"):
            if data.get("price") is None and not self.has_error("price"):
                self.add_error("price", "Give the price.")
            if not data.get("pk") and not data.get("product") and not self.has_error("product"):
                self.add_error("product", "Which product? Give its SKU or name.")
        return data

    @property
    def is_blank(self) -> bool:
        """A row that nothing was typed into is left alone."""
        return not self["pk"].data and not any(str(self[name].data or "").strip() for name in TYPED)

    @property
    def was_entry(self) -> Entry | None:
        return read(self.cleaned_data["was"]) if self.cleaned_data.get("was") else None

    @property
    def entry(self) -> Entry | None:
        """None: it is to go, or can't be read."""
        data = self.cleaned_data
        if data.get("gone") or data.get("price") is None:
            return None
        return Entry(data["price"], data.get("from_quantity") or 1, Span(data.get("first_day"), data.get("last_day")))

    @property
    def changes(self) -> bool:
        return not self.is_blank and self.entry != self.was_entry

    def doubts(self) -> None:
        """What may be a slip is asked for once more; what stays as it was is not."""
        entry = self.entry
        if entry is None or self.record is None or (self.was_entry and self.was_entry.price == entry.price):
            return
        if (why := doubt(entry.price, self.record.price)) and not self.cleaned_data["sure"]:
            self.asks = True
            self.add_error("price", f"{why} Tick “I mean it” if that is right.")

    @property
    def write(self) -> Write:
        return Write(self.record, self.entry, self.was_entry, self.cleaned_data.get("pk"))


class PriceTable:
    def __init__(self, price_list: PriceList, rows: Iterable[ListPrice], data: Mapping[str, Any] | None = None) -> None:
        self.price_list = price_list
        if data is None:
            filled = [PriceRow(prefix=f"r{n}", row=row, initial=initial(row)) for n, row in enumerate(rows)]
            blank = range(len(filled), len(filled) + BLANK_ROWS)
            self.rows = filled + [PriceRow(prefix=f"r{n}", initial={"from_quantity": 1}) for n in blank]
            return
        number = min(_number(data.get("rows")), MOST_ROWS)
        there = self._there([_number(data.get(f"r{n}-pk")) for n in range(number)])
        self.rows = [
            PriceRow(data, prefix=f"r{n}", row=there.get(_number(data.get(f"r{n}-pk")))) for n in range(number)
        ]

    def _there(self, pks: list[int]) -> dict[int, ListPrice]:
        found = self.price_list.prices.select_related("stockrecord__partner", "stockrecord__product__parent")
        return found.in_bulk([pk for pk in pks if pk])

    def more(self) -> None:
        """Room for more rows, beside what was typed."""
        for n in range(len(self.rows), min(len(self.rows) + BLANK_ROWS, MOST_ROWS)):
            self.rows.append(PriceRow(prefix=f"r{n}", initial={"from_quantity": 1}))

    def is_valid(self) -> bool:
        for row in self.rows:
            row.full_clean()
        self._find_goods()
        for row in self.rows:
            if row.cleaned_data.get("pk"):
                _compare(row)
            row.doubts()
        self._find_twins()
        return not any(row.errors for row in self.rows)

    def _find_goods(self) -> None:
        new = [row for row in self.rows if not row["pk"].data and row.cleaned_data.get("product")]
        goods = records()
        known = by_sku(goods, (row.cleaned_data["product"] for row in new))
        for row in new:
            text = row.cleaned_data["product"]
            hits = known.get(text.upper()) or meant(goods, text)
            if len(hits) == 1:
                row.record = hits[0]
            else:
                row.add_error("product", which(hits))

    def _find_twins(self) -> None:
        """A list has one price for a product from a quantity and a day on."""
        written = [row for row in self.rows if row.record and row.changes and row.entry]
        kept = [row for row in self.rows if row.record and row.row and row.entry and not row.changes]
        of = {row.record.pk for row in written if row.record}
        here = [row.row.pk for row in self.rows if row.row]
        others = self.price_list.prices.filter(stockrecord__in=of).exclude(pk__in=here) if of else []
        taken = Counter((each.stockrecord_id, *entry_of(each).place) for each in others)
        taken.update(_place(row) for row in (*written, *kept))
        for row in written:
            if taken[_place(row)] > 1:
                row.add_error("from_quantity", TWICE)

    @property
    def faults(self) -> int:
        return sum(1 for row in self.rows if row.is_bound and row.errors)

    @property
    def writes(self) -> list[Write]:
        return [row.write for row in self.rows if row.changes]


def initial(row: ListPrice) -> dict[str, Any]:
    entry = entry_of(row)
    return {
        "pk": row.pk,
        "was": written(entry),
        "from_quantity": entry.from_quantity,
        "price": entry.price,
        "first_day": entry.span.first,
        "last_day": entry.span.last,
    }


def written(entry: Entry) -> str:
    """What the page showed, for comparing."""
    return f"{entry.price}|{entry.from_quantity}|{entry.span.first or ''}|{entry.span.last or ''}"


def read(text: str) -> Entry | None:
    try:
        price, quantity, first, last = text.split("|")
        day = forms.DateField(required=False).clean
        return Entry(Decimal(price), int(quantity), Span(day(first), day(last)))
    except (ArithmeticError, ValueError, forms.ValidationError):
        return None


def which(hits: list[Any]) -> str:
    if not hits:
        return "No goods have this SKU or name."
    names = ", ".join(f"{each.partner_sku} ({each.product.get_title()}, {each.partner.name})" for each in hits[:4])
    return f"Which one? {names}{' and others' if len(hits) > 4 else ''}. Give the SKU."


def _compare(row: PriceRow) -> None:
    if row.row is None:
        row.add_error(None, "Somebody has taken this price away meanwhile.")
    elif row.changes and entry_of(row.row) != row.was_entry:
        row.add_error(None, f"Somebody has changed this price meanwhile: it is {entry_of(row.row)} now.")


def _place(row: PriceRow) -> tuple:
    assert row.record and row.entry  # noqa: S101
    return (row.record.pk, *row.entry.place)


def _number(text: Any) -> int:
    return int(text) if str(text or "").isdecimal() and len(str(text)) < 19 else 0
