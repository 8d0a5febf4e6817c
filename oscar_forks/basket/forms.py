"""What goes into a basket, and what is changed in it: whole numbers, and no more than there is."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.conf import settings
from oscar.apps.basket import forms as oscar

from oscar_forks.basket import mending
from oscar_forks.basket.merging import LONGEST_NOTE
from shop.goods.quantities import counted

WHOLE_NUMBER = "Write a whole number, 1 or more."
NUMBER_OR_NONE = "Write a whole number; 0 takes it out."


class AddToBasketForm(oscar.AddToBasketForm):
    quantity = forms.IntegerField(
        label="Quantity",
        initial=1,
        min_value=1,
        error_messages={"required": WHOLE_NUMBER, "invalid": WHOLE_NUMBER, "min_value": WHOLE_NUMBER},
    )

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        refuse_too_many(self.basket.num_items + quantity)
        return quantity

    def clean(self):
        availability = self.basket.strategy.fetch_for_product(self.product).availability
        if not availability.is_available_to_buy:
            raise forms.ValidationError(availability.is_purchase_permitted(self.product.quantities.first)[1])
        if quantity := self.cleaned_data.get("quantity"):
            held = self.basket.product_quantity(self.product)
            permitted, reason = availability.is_purchase_permitted(held + quantity)
            if not permitted:
                raise forms.ValidationError(f"{reason} Your basket holds {held:,} already." if held else reason)
        return super().clean()

    def cleaned_options(self):
        return super().cleaned_options() if self.parent_product.has_options else []


class InAllForm(AddToBasketForm):
    """How many of it there shall be in the basket in all, instead of how many more."""

    quantity = forms.IntegerField(
        min_value=0, error_messages=dict.fromkeys(["required", "invalid", "min_value"], NUMBER_OR_NONE)
    )

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        refuse_too_many(self.basket.num_items - self.basket.product_quantity(self.product) + quantity)
        return quantity

    def clean(self):
        quantity = self.cleaned_data.get("quantity")
        if quantity:
            availability = self.basket.strategy.fetch_for_product(self.product).availability
            permitted, reason = availability.is_purchase_permitted(quantity)
            if not permitted:
                raise forms.ValidationError(reason)
        return self.cleaned_data


class SimpleAddToBasketForm(oscar.SimpleAddToBasketMixin, AddToBasketForm):
    """One, from a list."""


class BasketForm(forms.Form):
    """The whole basket: a number and a note for each line. Lines that the page did not know of stay as they are.

    Whatever button it is sent by, what was written in the other lines is kept: `remove` and `understood` name a line,
    `make` a line and its number, `everything` says what shall be done with all of them.
    """

    MEND, EMPTY = "mend", "empty"

    remove = forms.IntegerField(required=False)
    understood = forms.IntegerField(required=False)
    make = forms.RegexField(r"^\d{1,18}:\d{1,9}$", required=False)
    everything = forms.ChoiceField(choices=[(MEND, "Mend all"), (EMPTY, "Empty the basket")], required=False)

    def __init__(self, *args, basket, **kwargs):
        super().__init__(*args, **kwargs)
        self.basket = basket
        self.by_number = {line.pk: line for line in basket.all_lines()}
        self.lines = {f"quantity-{line.pk}": line for line in self.by_number.values()}
        for name, line in self.lines.items():
            self.fields[name] = quantity_field(line, required=name in self.data)
            self.fields[f"note-{line.pk}"] = note_field(line)

    def row(self, line):
        return {"line": line, "field": self[f"quantity-{line.pk}"], "note": self[f"note-{line.pk}"]}

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        self.matters = mending.matters(self.by_number.values())
        for number, quantity in self.pressed().items():
            if line := self.by_number.get(number):
                name = f"quantity-{line.pk}"
                self.errors.pop(name, None)
                cleaned[name] = quantity
                if not quantity:
                    self.errors.pop(f"note-{line.pk}", None)
        wanted = self.wanted()
        refuse_too_many(sum(wanted.values()))
        by_record: Counter[int] = Counter()
        for line, quantity in wanted.items():
            by_record[line.stockrecord_id] += quantity
        for line in self.requantified(wanted):
            permitted, reason = line.purchase_info.availability.is_purchase_permitted(by_record[line.stockrecord_id])
            if wanted[line] and not permitted:
                self.add_error(f"quantity-{line.pk}", reason)
        return cleaned

    def pressed(self):
        """Which lines a button gives which number; 0 takes one out."""
        cleaned = self.cleaned_data
        if cleaned.get("everything") == self.EMPTY:
            return dict.fromkeys(self.by_number, 0)
        numbers = {}
        if cleaned.get("everything") == self.MEND:
            firsts = {number: matter.ways[0].quantity for number, matter in self.matters.items()}
            numbers = {number: quantity for number, quantity in firsts.items() if quantity is not None}
        if cleaned.get("make"):
            number, quantity = cleaned["make"].split(":")
            numbers[int(number)] = int(quantity)
        if removed := cleaned.get("remove"):
            numbers[removed] = 0
        return numbers

    def accepted(self):
        """Lines whose new price is understood."""
        understood = {self.cleaned_data.get("understood")}
        if self.cleaned_data.get("everything") == self.MEND:
            understood |= {number for number, each in self.matters.items() if each.ways[0] is mending.UNDERSTOOD}
        return [line for number, line in self.by_number.items() if number in understood]

    def wanted(self):
        given = {line: self.cleaned_data.get(name) for name, line in self.lines.items()}
        return {line: line.quantity if quantity is None else quantity for line, quantity in given.items()}

    @staticmethod
    def requantified(wanted):
        return [line for line, quantity in wanted.items() if quantity != line.quantity]

    def save(self):
        wanted = self.wanted()
        requantified = self.requantified(wanted)
        removed = [line for line in requantified if not wanted[line]]
        changed = [line for line in requantified if wanted[line]]
        staying = [line for line, quantity in wanted.items() if quantity]
        accepted = [line for line in self.accepted() if line in staying]
        noted = [line for line in staying if self.note_of(line) != line.note]
        said = [f"{line.product.get_title()}: {numbered(line, wanted[line])}" for line in changed]
        said += [f"{line.product.get_title()}: taken out" for line in removed]
        said += [f"{line.product.get_title()}: new price accepted" for line in accepted]
        for line in changed:
            line.requantify(wanted[line])
        for line in accepted:
            line.take_price()
        for line in noted:
            line.note = self.note_of(line)
        renoted = list(dict.fromkeys([*accepted, *noted]))
        if changed or renoted or removed:
            self.basket.rewrite(requantified=changed, renoted=renoted, removed=removed)
        return Saved(staying, removed, said)

    def note_of(self, line):
        """A page that has no notes changes none."""
        name = f"note-{line.pk}"
        return self.cleaned_data[name] if name in self.data else line.note


@dataclass(frozen=True)
class Saved:
    lines: list
    removed: list
    said: list


def numbered(line, quantity):
    return f"{counted(quantity, line.product.sold_by)} instead of {line.quantity:,}"


def note_field(line):
    words = "A note has at most 200 characters."
    return forms.CharField(
        label=f"Note on {line.product.get_title()}",
        max_length=LONGEST_NOTE,
        required=False,
        initial=line.note,
        error_messages={"max_length": words},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def quantity_field(line, *, required):
    words = dict.fromkeys(["required", "invalid", "min_value"], NUMBER_OR_NONE)
    field = forms.IntegerField(
        label=f"Quantity of {line.product.get_title()}",
        min_value=0,
        required=required,
        initial=line.quantity,
        error_messages=words,
    )
    most = most_of(line)
    field.widget.attrs.update({"inputmode": "numeric", "step": line.product.quantities.step})
    if most is not None:
        field.widget.attrs["max"] = most
    return field


def most_of(line):
    """By the rules of the goods, and by what is left."""
    bounds = (line.product.quantities.last, getattr(line.purchase_info.availability, "num_available", None))
    return min((bound for bound in bounds if bound is not None), default=None)


def refuse_too_many(pieces):
    most = settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD  # type: ignore[misc]
    if pieces > most:
        raise forms.ValidationError(f"A basket holds at most {most:,} pieces.")
