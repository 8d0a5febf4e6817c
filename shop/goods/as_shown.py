"""Two people at one form: each writes what they changed on it, and nobody's change is undone unseen."""

from collections.abc import Iterator
from typing import Any

from django import forms

from shop.goods.recording import Change, in_words

MEANWHILE = "Somebody changed this meanwhile: it is {now} now. Save again if yours is right."


class AsShown(forms.ModelForm):
    """The page's own values go with the form. What was not changed on it keeps what the database has now; what was,
    and was changed by somebody else too, is asked for once more."""

    renamed: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {name: self.saved(name) for name in self._columns()} if self.instance.pk else {}

    def remember_what_is_shown(self) -> None:
        """To be called when the form has all its fields."""
        if self.instance.pk:
            for field in self.fields.values():
                field.show_hidden_initial = not isinstance(field, forms.FileField)

    def saved(self, name: str) -> Any:
        """What the database has for a field."""
        if name in self._columns():
            return getattr(self.instance, name)
        return self.initial.get(name)

    def _columns(self) -> set[str]:
        return {field.name for field in self.instance._meta.concrete_fields} & self.fields.keys()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in [each for each in data if self.instance.pk and self.fields[each].show_hidden_initial]:
            now = self.before.get(name, self.initial.get(name))
            if name not in self.changed_data:
                data[name] = now
            elif plain(now) not in (plain(data[name]), plain(self._shown(name))):
                self._show_anew(name, now)
                self.add_error(name, MEANWHILE.format(now=self.in_words(name, now) or "empty"))
        return data

    def _shown(self, name: str) -> Any:
        field = self.fields[name]
        sent = self._widget_data_value(field.hidden_widget(), self[name].html_initial_name)  # type: ignore[attr-defined]
        try:
            return field.to_python(sent)
        except forms.ValidationError:
            return None

    def _show_anew(self, name: str, now: Any) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        self.data = data
        sent = self.fields[name].prepare_value(now)
        values = [str(each) for each in sent] if isinstance(sent, (list, tuple)) else [in_form(sent)]
        key = self[name].html_initial_name
        if hasattr(data, "setlist"):
            data.setlist(key, values)
        else:
            data[key] = values if isinstance(sent, (list, tuple)) else values[0]

    def changed_columns(self) -> list[str]:
        return [name for name in self.changed_data if name in self._columns()]

    def save(self, commit: bool = True) -> Any:
        if not commit or self.instance.pk is None or self.errors:
            return super().save(commit)
        if columns := self.columns_to_write():
            self.instance.save(update_fields=[*columns, "date_updated"])
        self._save_m2m()  # type: ignore[attr-defined]
        return self.instance

    def columns_to_write(self) -> list[str]:
        return self.changed_columns()

    def changes(self) -> Iterator[Change]:
        """For the history: after the form was saved."""
        for name in self.changed_columns():
            old, new = self.before.get(name), getattr(self.instance, name)
            if plain(old) != plain(new) or old != new:
                words = self.renamed.get(name) or str(self.fields[name].label)
                yield Change(words, self.in_words(name, old), self.in_words(name, new))

    def in_words(self, name: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        choices = getattr(self.fields[name], "choices", None)
        if isinstance(value, (list, tuple)):
            names = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            return ", ".join(str(names.get(each, each)) for each in value)
        if isinstance(choices, list):
            return str(dict(choices).get(value, value))
        return in_words(value)


def plain(value: Any) -> Any:
    """For comparing: the same thing as a form has it and as the database does."""
    if value in (None, "", [], ()):
        return None
    if isinstance(value, (list, tuple)) or hasattr(value, "iterator"):
        return sorted(str(getattr(each, "pk", each)) for each in value)
    return getattr(value, "pk", value)


def in_form(value: Any) -> str:
    return "" if value is None else str(value)
