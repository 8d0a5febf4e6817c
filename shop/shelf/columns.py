"""What the columns of the two tables are called, how a cell is read, and how a value is shown in one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from oscar.core.loading import get_model

from shop.goods import food, quantities, supply
from shop.goods.fields import Codes
from shop.goods.models import Deposit
from shop.plain import one_line
from shop.pricing.models import PriceList, TaxClass
from shop.shelf import cells
from shop.shelf.cells import NotReadable

IDENTITY, PRODUCT, RECORD, ROW, TOLD = "identity", "product", "record", "row", "told"
NONE_OF_THEM = "none"


@dataclass
class Lookups:
    """What cells name by words: each asked for once a run."""

    @cached_property
    def categories(self) -> dict[int, str]:
        """By their whole path: Bread > Rye."""
        names: dict[str, str] = {}
        found = {}
        steps = get_model("catalogue", "Category").steplen
        for pk, path, name in (
            get_model("catalogue", "Category").objects.order_by("path").values_list("pk", "path", "name")
        ):
            names[path] = f"{names[path[:-steps]]} > {name}" if len(path) > steps else name
            found[pk] = names[path]
        return found

    @cached_property
    def deposits(self) -> dict[int, str]:
        return dict(Deposit.objects.values_list("pk", "name"))

    @cached_property
    def tax_classes(self) -> dict[str, str]:
        return dict(TaxClass.objects.values_list("code", "name"))

    @cached_property
    def product_classes(self) -> dict[int, Any]:
        kinds = get_model("catalogue", "ProductClass").objects.prefetch_related("attributes")
        return {each.pk: each for each in kinds}

    @cached_property
    def cafes(self) -> dict[int, Any]:
        return {each.pk: each for each in get_model("partner", "Partner").objects.select_related("cafe")}

    @cached_property
    def price_lists(self) -> dict[int, PriceList]:
        return {each.pk: each for each in PriceList.objects.all()}


Read = Callable[[str, Lookups], Any]
Show = Callable[[Any, Lookups], Any]


def as_it_is(value: Any, _: Lookups) -> Any:
    return value


def plainly(read: Callable[[str], Any]) -> Read:
    return lambda text, _: read(text)


@dataclass(frozen=True)
class Column:
    heading: str
    name: str  # of the field, where it is one
    of: str
    read: Read = field(default=plainly(one_line))
    show: Show = as_it_is
    needed: bool = False
    shared: bool = False  # a variant has its parent's
    help: str = ""


def text(cell: str) -> str:
    return cell


def word_of(words: dict[str, str]) -> dict[str, Any]:
    return {"read": plainly(lambda cell: cells.one_of(cell, words)), "help": f"One of: {', '.join(words)}."}


def codes_of(words: dict[str, str], *, known_to_be_none: bool = False) -> dict[str, Any]:
    def show(value: tuple[str, ...] | None, _: Lookups) -> str:
        return ", ".join(value or ()) or (NONE_OF_THEM if known_to_be_none and value is not None else "")

    listed = f"With commas between them, of these: {', '.join(words)}."
    more = f" “{NONE_OF_THEM}” if there are none; empty if nobody has said yet." if known_to_be_none else ""
    return {"read": plainly(lambda cell: cells.some_of(cell, words)), "show": show, "help": listed + more}


def named(rows: str, what: str, *, by_code: bool = False) -> dict[str, Any]:
    """A row of ours, by its name; where its code is a word itself, that stands in the cell."""

    def read(cell: str, lookups: Lookups) -> Any:
        known: dict[Any, str] = getattr(lookups, rows)
        for key, name in known.items():
            if cell.casefold() in (name.casefold(), str(key).casefold() if by_code else name.casefold()):
                return key
        raise NotReadable(
            f"is no {what} of ours. There are: {', '.join(map(str, known if by_code else known.values()))}"
        )

    def show(key: Any, lookups: Lookups) -> str:
        return key if by_code else getattr(lookups, rows).get(key, "")

    return {"read": read, "show": show}


def read_categories(cell: str, lookups: Lookups) -> frozenset[int]:
    """Each by its path; by its name alone where only one is called so. A name may have a semicolon of its own."""
    whole = [pk for pk, path in lookups.categories.items() if path == cell]
    if whole:
        return frozenset(whole[:1])
    return frozenset(category_called(one_line(part), lookups) for part in cell.split(";") if part.strip())


def category_called(name: str, lookups: Lookups) -> int:
    wanted = name.casefold()
    paths = {pk: path.casefold() for pk, path in lookups.categories.items()}
    by_path = [pk for pk, path in paths.items() if path == wanted]
    by_name = [pk for pk, path in paths.items() if path.rpartition(" > ")[2] == wanted]
    if found := by_path or by_name:
        if len(found) == 1:
            return found[0]
        raise NotReadable(f"is ambiguous: there are several categories “{name}”. Write the whole path: Bread > Rye")
    raise NotReadable(f"names a category that there is not: “{name}”. Make it first, among the categories")


def show_categories(pks: frozenset[int] | None, lookups: Lookups) -> str:
    return "; ".join(sorted(lookups.categories.get(pk, "") for pk in pks or ()))


def read_product_class(cell: str, lookups: Lookups) -> int:
    names = {pk: kind.name for pk, kind in lookups.product_classes.items()}
    for pk, name in names.items():
        if name.casefold() == cell.casefold():
            return pk
    raise NotReadable(f"is no product type of ours. There are: {', '.join(names.values())}")


def show_product_class(pk: int | None, lookups: Lookups) -> str:
    return lookups.product_classes[pk].name if pk in lookups.product_classes else ""


YES_OR_NO: dict[str, Any] = {"read": plainly(cells.yes_or_no), "help": "yes or no."}
WHOLE: dict[str, Any] = {"read": plainly(cells.whole)}
DAY: dict[str, Any] = {"read": plainly(cells.day), "help": "Like 2026-04-30, or 30/04/2026."}
MONEY: dict[str, Any] = {"read": plainly(cells.money), "help": "Without VAT, like 12.50."}
LINES: dict[str, Any] = {"read": plainly(text)}

SKU = Column("SKU", "sku", IDENTITY, needed=True, help="Which goods the row is about. Stays as it is.")
CAFE = Column("Café", "cafe", IDENTITY, help="Who sells it. Needed where several cafés do, and for new goods.")
PARENT = Column("Variant of", "parent", IDENTITY, help="The SKU of the goods that this is a variant of.")

GOODS = (
    SKU,
    PARENT,
    CAFE,
    Column("Title", "title", PRODUCT, needed=True),
    Column("Description", "description", PRODUCT, **LINES, shared=True),
    Column(
        "Categories", "categories", PRODUCT, read_categories, show_categories, needed=True, shared=True,
        help="By their whole path, with semicolons between them: Bread > Rye; Offers.",
    ),
    Column("Product type", "product_class_id", PRODUCT, read_product_class, show_product_class, shared=True),
    Column("Visible", "is_public", PRODUCT, **YES_OR_NO),
    Column("Price", "price", RECORD, **MONEY | {"help": "Of one that is sold, or of a kg. Without VAT, like 12.50."}),
    Column("Currency", "price_currency", RECORD, help="The café's own: GBP or EUR."),
    Column("In stock", "num_in_stock", RECORD, **WHOLE, help="Counted. What is promised to orders is part of it."),
    Column("Promised", "num_allocated", TOLD, help="To orders. Only told: an import doesn't read it."),
    Column("Low stock at", "low_stock_threshold", RECORD, **WHOLE),
    Column("VAT", "tax_class_id", PRODUCT, **named("tax_classes", "VAT class", by_code=True), needed=True, shared=True),
    Column("Pack", "pack", PRODUCT, help="Like 12 × 250 g."),
    Column("Sold by", "sold_by", PRODUCT, **word_of(quantities.SOLD_BY)),
    Column("Priced by", "priced_by", PRODUCT, **word_of(quantities.PRICED_BY)),
    Column("Pieces in one", "pieces", PRODUCT, **WHOLE),
    Column("Net content", "net_content", PRODUCT, plainly(cells.money), help="Of all that is in one, like 0.9."),
    Column("Content unit", "content_unit", PRODUCT, **word_of(quantities.CONTENT_UNITS)),
    Column("Least in an order", "minimum", PRODUCT, **WHOLE),
    Column("Most in an order", "maximum", PRODUCT, **WHOLE, help="Empty: as many as there are."),
    Column("In steps of", "step", PRODUCT, **WHOLE),
    Column("Deposit", "deposit_id", PRODUCT, **named("deposits", "deposit"), help="By its name."),
    Column("Deposits for one", "deposit_count", PRODUCT, **WHOLE),
    Column("Days ahead", "lead_days", PRODUCT, **WHOLE, shared=True),
    Column("Supply", "supply", PRODUCT, **word_of(supply.SUPPLY), shared=True),
    Column("Capacity", "capacity", PRODUCT, **WHOLE, shared=True),
    Column("Sold from", "season_first", PRODUCT, **DAY, shared=True),
    Column("Sold until", "season_last", PRODUCT, **DAY, shared=True),
    Column("Each year again", "season_yearly", PRODUCT, **YES_OR_NO, shared=True),
    Column("Contains", "allergens", PRODUCT, **codes_of(food.ALLERGENS, known_to_be_none=True), shared=True),
    Column("May contain", "may_contain", PRODUCT, **codes_of(food.ALLERGENS), shared=True),
    Column("Suits", "diets", PRODUCT, **codes_of(food.DIETS), shared=True),
    Column("Ingredients", "ingredients", PRODUCT, **LINES, shared=True, help="Allergens between stars: *wheat* flour."),
    Column("Keeps, in days", "shelf_life_days", PRODUCT, **WHOLE, shared=True),
    Column("Storage", "storage", PRODUCT, **word_of(food.STORAGE), shared=True),
    Column("Archived", "is_archived", TOLD, help="Only told: an import doesn't read it."),
)  # fmt: skip

PRICES = (
    Column("Price list", "price_list", IDENTITY, needed=True, help="Its name. Make the list first."),
    Column("SKU", "sku", IDENTITY, needed=True),
    CAFE,
    Column("Title", "title", TOLD, help="Only told: an import doesn't read it."),
    Column("From quantity", "from_quantity", IDENTITY, **WHOLE, help="1, if it is empty."),
    Column("Price", "price", ROW, **MONEY, needed=True),
    Column("Currency", "price_currency", TOLD, help="The café's. Only told: an import doesn't read it."),
    Column("From day", "first_day", IDENTITY, **DAY | {"help": "Empty: since ever."}),
    Column("Until day", "last_day", ROW, **DAY | {"help": "The last day on which it holds. Empty: without end."}),
)


def by_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {column.name: column for column in columns}


def of_empty(column: Column, model_field: models.Field) -> Any:
    """What an empty cell says: nothing, where there may be nothing; else what new goods begin with."""
    if column.needed:
        raise NotReadable("can't be empty")
    if model_field.null:
        return None
    if isinstance(model_field, Codes):
        return ()
    return model_field.get_default() if model_field.has_default() else ""


def exactly(value: Any, model_field: models.Field) -> Any:
    """With as many places as the table keeps, so that 3.2 and 3.20 are one price."""
    if isinstance(value, Decimal) and isinstance(model_field, models.DecimalField):
        places = Decimal(1).scaleb(-model_field.decimal_places)
        rounded = value.quantize(places)
        return rounded if rounded == value else value
    return value
