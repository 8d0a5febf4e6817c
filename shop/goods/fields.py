"""Several of a fixed list of words in one column, readable in the database: ",gluten,milk,"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class Codes(models.CharField):
    """A tuple in the order of `words`. None, where the column allows it: nobody has said yet."""

    def __init__(self, *args: Any, words: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.words = words or {}
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> tuple[str, ...] | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> tuple[str, ...] | None:
        if value is None:
            return None
        given = set(value.strip(",").split(",") if isinstance(value, str) else value) - {""}
        if strange := sorted(given - self.words.keys()) if self.words else None:
            raise ValidationError(f"Nobody here knows “{strange[0]}”.", code="unknown")
        return tuple(code for code in self.words if code in given) if self.words else tuple(sorted(given))

    def get_prep_value(self, value: Any) -> str | None:
        codes = self.to_python(value)
        if codes is None:
            return None
        return f",{','.join(codes)}," if codes else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def run_validators(self, value: Any) -> None:
        """The words are the only ones there can be; a tuple has no length to check."""

    def formfield(self, **kwargs: Any) -> Any:
        kept = {name: kwargs[name] for name in ("label", "help_text", "widget") if name in kwargs}
        given: dict[str, Any] = {
            "label": str(self.verbose_name).capitalize(),
            "help_text": self.help_text,
            "widget": forms.CheckboxSelectMultiple,
        } | kept
        return forms.MultipleChoiceField(choices=list(self.words.items()), required=False, **given)


def naming(code: str) -> str:
    """For a filter: column__contains=naming("milk")."""
    return f",{code},"
