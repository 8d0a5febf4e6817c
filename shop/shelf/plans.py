"""What a row of an import would do, and whether it would still do what was shown when it was checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from shop.exports import BEGINS_A_FORMULA, as_text
from shop.shelf.cells import NotReadable, lines, refuse_hostile, text_of
from shop.shelf.columns import Column, Lookups, exactly, of_empty
from shop.shelf.models import ImportRow

Kind = ImportRow.Kind
Change = tuple[str, str, str]  # heading, old, new
SHORT = 60


@dataclass
class Plan:
    row: ImportRow
    kind: str = Kind.UNCHANGED
    sku: str = ""
    title: str = ""
    changes: list[Change] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    product: Any = None
    record: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    record_values: dict[str, Any] = field(default_factory=dict)
    categories: frozenset[int] | None = None
    said: dict[str, str] = field(default_factory=dict)
    was: Any = None  # a price as it was

    def refuse(self, words: str) -> None:
        if words not in self.why:
            self.why.append(words)

    def settle(self, *, is_new: bool) -> None:
        if self.why:
            self.kind, self.changes = Kind.REFUSED, []
        elif is_new:
            self.kind = Kind.NEW
        else:
            self.kind = Kind.CHANGED if self.changes else Kind.UNCHANGED


class Refused(Exception):
    """The row as a whole: nothing more can be said of its cells."""


def about(column: Column, text: str, words: str) -> str:
    """In which column, what stands there, and why not."""
    if not text:
        return f"{column.heading}: it {words}."
    short = text if len(text) <= SHORT else f"{text[:SHORT]}…"
    return f"{column.heading}: “{' '.join(short.split())}” {words}."


def unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(BEGINS_A_FORMULA) else text


def is_shown_as(text: str, shown: Any) -> bool:
    """Whether the cell is what an export writes of this value."""
    return text == text_of(shown) or (isinstance(shown, str) and text == lines(as_text(shown)))


@dataclass
class Wish:
    """What one cell asks for, of a value that there is."""

    column: Column
    old: Any
    new: Any
    lookups: Lookups

    @property
    def change(self) -> Change:
        old, new = (text_of(self.column.show(value, self.lookups)) for value in (self.old, self.new))
        return self.column.heading, old, new


def wished(
    column: Column, text: str, current: Any, model_field: models.Field | None, lookups: Lookups, *, is_new: bool
) -> Wish | None:
    """None: the cell leaves all as it is. Raises NotReadable."""
    if not is_new and is_shown_as(text, column.show(current, lookups)):
        return None
    refuse_hostile(text)
    text = unguarded(text)
    if text:
        new = column.read(text, lookups)
    elif model_field is not None:
        new = of_empty(column, model_field)
    else:
        raise NotReadable("can't be empty")
    if model_field is not None:
        new = exactly(new, model_field)
    if not is_new and new == current:
        return None
    return Wish(column, current, new, lookups)


def model_faults(
    instance: models.Model, *, without: Iterable[str], columns: Mapping[str, Column], cells: Mapping[str, str]
) -> list[str]:
    """What the model's own rules say of it, with the columns' headings for its fields."""
    try:
        instance.full_clean(exclude=set(without), validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        found = []
        for name, messages in error.message_dict.items():
            column = columns.get(name)
            text = cells.get(name, "")
            for message in messages:
                if column is None:
                    found.append(message)
                else:
                    said = f" “{text if len(text) <= SHORT else text[:SHORT] + '…'}”." if text else ""
                    found.append(f"{column.heading}:{said} {message}")
        return found
    return []


def changed_meanwhile(row: ImportRow, plan: Plan) -> list[str]:
    """Why a row that was good when it was checked is not written now."""
    if plan.kind == Kind.REFUSED:
        return plan.why
    if row.kind == Kind.NEW:
        return [] if plan.kind == Kind.NEW else ["Changed meanwhile: somebody has made this since it was checked."]
    if plan.kind == Kind.NEW:
        return ["Changed meanwhile: this is gone since it was checked."]
    checked = {heading: (old, new) for heading, old, new in row.changes}
    now = {heading: (old, new) for heading, old, new in plan.changes}
    words = []
    for heading in [*checked, *(heading for heading in now if heading not in checked)]:
        if checked.get(heading) == now.get(heading):
            continue
        was = checked[heading][0] if heading in checked else now[heading][1]
        became = now[heading][0] if heading in now else checked[heading][1]
        words.append(f"Changed meanwhile: {heading} was “{was}” when this was checked, and is “{became}” now.")
    return words
