"""What goes into a basket, and what is changed in it: whole numbers, and no more than there is."""

from collections import Counter

from django import forms
from django.conf import settings
from django.db import transaction
from oscar.apps.basket import forms as oscar

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
    """The whole basket: a number for each line. Lines that the page did not know of stay as they are."""

    remove = forms.IntegerField(required=False)

    def __init__(self, *args, basket, **kwargs):
        super().__init__(*args, **kwargs)
        self.basket = basket
        self.lines = {f"quantity-{line.pk}": line for line in basket.all_lines()}
        for name, line in self.lines.items():
            self.fields[name] = quantity_field(line, required=name in self.data)

    def rows(self):
        """Lines as the page shows them: café by café."""
        rows = [{"line": line, "field": self[name]} for name, line in self.lines.items()]
        return sorted(rows, key=lambda row: (row["line"].stockrecord.partner.display_name, row["line"].pk))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        removed = cleaned.get("remove")
        for name, line in self.lines.items():
            if line.pk == removed:
                self.errors.pop(name, None)
                cleaned[name] = 0
        wanted = self.wanted()
        refuse_too_many(sum(wanted.values()))
        by_record: Counter[int] = Counter()
        for line, quantity in wanted.items():
            by_record[line.stockrecord_id] += quantity
        for line in self.changed(wanted):
            permitted, reason = line.purchase_info.availability.is_purchase_permitted(by_record[line.stockrecord_id])
            if wanted[line] and not permitted:
                self.add_error(f"quantity-{line.pk}", reason)
        return cleaned

    def wanted(self):
        given = {line: self.cleaned_data.get(name) for name, line in self.lines.items()}
        return {line: line.quantity if quantity is None else quantity for line, quantity in given.items()}

    @staticmethod
    def changed(wanted):
        return [line for line, quantity in wanted.items() if quantity != line.quantity]

    def save(self):
        wanted = self.wanted()
        with transaction.atomic():
            self.basket.hold()
            for line in self.changed(wanted):
                line.change(wanted[line])
        self.basket.reset_offer_applications()


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
