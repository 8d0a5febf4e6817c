"""What goes into a basket, and what is changed in it: whole numbers, and no more than there is."""

from collections import Counter

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone
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
            raise forms.ValidationError(availability.is_purchase_permitted(1)[1])
        return super().clean()


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
                row = self.basket.lines.filter(pk=line.pk)
                if wanted[line]:
                    row.update(quantity=wanted[line], date_updated=timezone.now())
                    line.quantity = wanted[line]
                    line.note_price()
                else:
                    row.delete()
        self.basket.reset_offer_applications()


def quantity_field(line, *, required):
    words = dict.fromkeys(["required", "invalid", "min_value"], NUMBER_OR_NONE)
    most = getattr(line.purchase_info.availability, "num_available", None)
    field = forms.IntegerField(
        label=f"Quantity of {line.product.get_title()}",
        min_value=0,
        required=required,
        initial=line.quantity,
        error_messages=words,
    )
    field.widget.attrs.update({"inputmode": "numeric"} | ({"max": most} if most else {}))
    return field


def refuse_too_many(pieces):
    most = settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD  # type: ignore[misc]
    if pieces > most:
        raise forms.ValidationError(f"A basket holds at most {most:,} pieces.")
