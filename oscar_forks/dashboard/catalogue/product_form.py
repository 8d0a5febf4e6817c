"""A product as staff write it down. A variant has its own unit, content and quantities; all else is its product's."""

from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from oscar.apps.dashboard.catalogue import forms as oscar
from oscar.core.loading import get_model

from shop.goods.as_shown import AsShown
from shop.goods.recording import Change
from shop.goods.staff_forms import CategoriesField, DateInput, dress

Product = get_model("catalogue", "Product")

# What all variants of a product share is asked for on its own page only.
SOLD = ("sold_by", "pieces", "net_content", "content_unit", "priced_by", "minimum", "step", "maximum")
DEPOSIT = ("deposit", "deposit_count")
OF_VARIANTS = ("title", "upc", "is_public", "pack", *SOLD, *DEPOSIT, "structure")
SUPPLY = ("supply", "capacity")
TIMES = ("lead_days", "season_first", "season_last", "season_yearly")
FOOD = ("ingredients", "allergens", "no_allergens", "may_contain", "diets", "storage", "shelf_life_days")
SEARCH = ("slug", "meta_title", "meta_description")
NOBODY_SAID, NONE_OF_THEM = "nobody has said", "none of the 14"


class ProductForm(AsShown, oscar.ProductForm):
    initial: dict[str, Any]

    no_allergens = forms.BooleanField(
        label="None of the 14 allergens",
        required=False,
        help_text="Tick it when somebody has looked. With no tick at all, nobody has said yet.",
    )

    class Meta:
        model = Product
        fields = [
            *("title", "upc", "is_public", "pack", "description"),
            *(*SOLD, *DEPOSIT, *SUPPLY, "tax_class", "is_discountable"),
            *TIMES,
            *(name for name in FOOD if name != "no_allergens"),
            *(*SEARCH, "structure"),
        ]
        labels = {
            "title": "Name",
            "upc": "SKU",
            "is_public": "Show it in the shop",
            "sold_by": "Sold by",
            "priced_by": "The price is for",
            "net_content": "Net content",
            "content_unit": "in",
            "supply": "Where it comes from",
            "is_discountable": "Offers may make it cheaper",
            "meta_title": "Title for search engines",
            "meta_description": "Text for search engines",
            "slug": "In the address",
        }
        help_texts = {
            "title": "As buyers know it.",
            "upc": "The number that orders, lists and labels name it by.",
            "is_public": "Once the allergens are said.",
            "description": "What makes it good: a few sentences.",
            "sold_by": "",
            "priced_by": "Weighed goods need their usual weight under net content.",
            "is_discountable": "",
            "deposit": "Paid until it comes back.",
            "capacity": "Of what is made to order: how many in one order. Empty: no limit.",
            "supply": "",
            "season_yearly": "The same days each year.",
            "may_contain": "Traces, from what else is made in the kitchen.",
            "meta_title": "Empty: the name.",
        }
        error_messages = {"upc": {"unique": "Another product has this SKU."}}
        widgets = {
            "structure": forms.HiddenInput,
            "description": forms.Textarea(attrs={"rows": 4}),
            "ingredients": forms.Textarea(attrs={"rows": 4}),
            "meta_description": forms.Textarea(attrs={"rows": 2}),
            "sold_by": forms.RadioSelect,
            "priced_by": forms.RadioSelect,
            "supply": forms.RadioSelect,
            "season_first": DateInput,
            "season_last": DateInput,
        }

    def __init__(self, product_class, *args, parent=None, is_changed_by_others=False, **kwargs):
        super().__init__(product_class, *args, parent=parent, **kwargs)
        fields: dict[str, Any] = self.fields
        if parent is None:
            fields["categories"] = CategoriesField()
            own = self.instance.categories.values_list("pk", flat=True) if self.is_old else ()
            self.initial |= {"categories": list(own), "no_allergens": self.instance.allergens == ()}
            fields["tax_class"].empty_label = None if self.is_old else "Choose what it is"
            fields["slug"].help_text = "Empty: made from the name."
            fields["storage"].choices = [("", "Not said"), *fields["storage"].choices[1:]]
        else:
            fields["title"].help_text = "What tells it apart: “Espresso grind, 1 kg”."
        if not self.is_old:
            self.initial |= {"is_public": parent is not None, "tax_class": None}
        if self.instance.is_parent:
            for name in ("pack", *SOLD, *DEPOSIT):
                del fields[name]
        else:
            fields["deposit"].empty_label = "None"
        fields["upc"].required = not self.instance.is_parent
        fields["title"].required = True
        for field in fields.values():
            field.disabled = is_changed_by_others
        dress(self)
        self.remember_what_is_shown()

    @property
    def is_old(self):
        return self.instance.pk is not None

    def delete_non_child_fields(self):
        for name in [each for each in self.fields if each not in OF_VARIANTS]:
            del self.fields[name]

    def groups(self):
        """The sections of the page: (anchor, heading, what stands in it)."""
        facts = [name for name in self.fields if name.startswith("attr_")]
        yield "what", "What it is", self._bound("title", "upc", "pack", *facts, "description", "is_public")
        yield "sold", "How it is sold", self._bound(*SOLD, *DEPOSIT)
        yield "price", "Price and stock", self._bound(*SUPPLY, "tax_class", "is_discountable")
        yield "when", "When it can be had", self._bound(*TIMES)
        yield "food", "What is in it", self._bound(*FOOD)
        yield "pictures", "Pictures", []
        yield "categories", "Categories", self._bound("categories")
        yield "search", "Search engines", self._bound(*SEARCH)

    def _bound(self, *names):
        return [self[name] for name in names if name in self.fields]

    def clean_upc(self):
        sku = "".join((self.cleaned_data["upc"] or "").split())
        twins = Product.objects.filter(upc__iexact=sku).exclude(pk=self.instance.pk)
        if sku and twins.exists():
            raise forms.ValidationError("Another product has this SKU.", code="unique")
        return sku or None

    def clean(self):
        data = super().clean()
        if "allergens" in self.fields:
            self._read_allergens(data)
        for name in ("may_contain", "diets"):
            if name in data:
                data[name] = tuple(data[name] or ())
        if data.get("is_public") and "is_public" not in self.errors:
            self._may_be_shown(data)
        return data

    def _post_clean(self):
        """Oscar misses a name at the head of the page; it is missed at its field."""
        super()._post_clean()
        if "title" in self.errors:
            self.errors.pop(NON_FIELD_ERRORS, None)

    def _read_allergens(self, data):
        named = tuple(data.get("allergens") or ())
        if named and data.get("no_allergens"):
            self.add_error("no_allergens", "It contains some of them, or none: not both.")
        data["allergens"] = named or (() if data.get("no_allergens") else None)

    def _may_be_shown(self, data):
        """What is in the shop already stays, though nobody has said yet; nothing comes anew, or loses what was said."""
        shared = self.instance.parent if self.instance.is_child else self.instance
        if self.instance.is_archived:
            self.add_error("is_public", "It is archived. Bring it back first.")
        unsaid = shared.allergens is None if self.instance.is_child else data.get("allergens") is None
        was_shown, was_said = self.before.get("is_public"), self.before.get("allergens") is not None
        if unsaid and (not was_shown or was_said):
            at = "is_public" if self.instance.is_child else "allergens"
            self.add_error(
                at,
                "Before it is shown: say which of the 14 allergens it contains, or that it contains none."
                if at == "allergens"
                else f"Before it is shown: say on the page of {shared.title} which of the 14 allergens it contains.",
            )

    def changed_columns(self):
        columns = super().changed_columns()
        if "no_allergens" in self.changed_data and "allergens" not in columns:
            columns.append("allergens")
        return [name for name in columns if name != "structure"]

    def save(self, commit=True):
        product = super().save(commit)
        if any(name.startswith("attr_") for name in self.changed_data):
            product.attr.save()
        if "categories" in self.changed_data:
            product.categories.set(self.cleaned_data["categories"])
        return product

    def changes(self):
        yield from super().changes()
        for name in self.changed_data:
            if name == "categories" or name.startswith("attr_"):
                yield Change(
                    str(self.fields[name].label), self._told(name, self.initial), self._told(name, self.cleaned_data)
                )

    def _told(self, name, values):
        value = values.get(name)
        if name == "categories":
            names = cast(CategoriesField, self.fields[name]).names
            return ", ".join(sorted(names.get(getattr(each, "pk", each), "") for each in value or ()))
        return ", ".join(map(str, value)) if hasattr(value, "__iter__") and not isinstance(value, str) else value or ""

    def in_words(self, name, value):
        if name == "allergens" and not value:
            return NOBODY_SAID if value is None else NONE_OF_THEM
        return super().in_words(name, value)
