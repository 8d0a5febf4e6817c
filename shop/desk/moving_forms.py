"""Where the orders of a round shall go: all to one other round, or each to its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from shop.rounds.domain.words import day_words
from shop.rounds.forms.rounds import Reason
from shop.rounds.models import Round
from shop.rounds.queries import Choices

CANCEL = "cancel"


@dataclass(frozen=True)
class Row:
    order: Any
    choices: Choices
    field: forms.BoundField
    nowhere: bool


class MovingForm(forms.Form):
    reason = Reason()
    all_to = forms.ChoiceField(label="All of them to", required=False)
    close = forms.BooleanField(label="Then close this round", required=False)

    def __init__(self, data: Any = None, *, round: Round, rows: Sequence[tuple[Any, Choices]], **options: Any) -> None:
        super().__init__(data, **options)
        self.round, self.listed = round, rows
        everywhere: dict[int, Round] = {}
        for order, choices in rows:
            open_ = self._targets(choices)
            everywhere |= open_
            self.fields[self._name(order.pk)] = forms.ChoiceField(
                label=f"Order {order.number}",
                required=False,
                choices=[("", "As above"), *self._words(open_), (CANCEL, "Cancel it, and tell them")],
            )
        in_order = sorted(everywhere.values(), key=lambda each: each.leaves_at)
        all_choices = [("", "Choose for each"), *self._words({each.pk: each for each in in_order})]
        self.fields["all_to"].choices = [*all_choices, (CANCEL, "Cancel all, and tell them")]  # type: ignore[attr-defined]
        if round.closed_at or round.stopped_because:
            del self.fields["close"]
            self.fields["reason"].initial = round.stopped_because or round.closed_because

    def rows(self) -> Iterator[Row]:
        for order, choices in self.listed:
            yield Row(order, choices, self[self._name(order.pk)], not self._targets(choices))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.to: dict[int, Round] = {}
        self.cancel: list[int] = []
        for order, choices in self.listed:
            name = self._name(order.pk)
            wanted = data.get(name) or data.get("all_to") or ""
            if name in self.errors:
                continue
            if wanted == CANCEL:
                self.cancel.append(order.pk)
            elif target := self._targets(choices).get(int(wanted or 0)):
                self.to[order.pk] = target
            elif wanted:
                self.add_error(name, self._why_not(choices, int(wanted)))
            elif data.get("close"):
                self.add_error(name, "Say where it goes, or cancel it.")
        if not self.errors and not self.to and not self.cancel:
            self.add_error("all_to", "Say where the orders go.")
        return data

    def _why_not(self, choices: Choices, pk: int) -> str:
        choice = choices.of(pk)
        why = (choice and choice.why_not) or choices.why_none
        return f"{why or 'This round does not go there.'} Choose another one for it."

    def _targets(self, choices: Choices) -> dict[int, Round]:
        return {each.round.pk: each.round for each in choices.open if each.round.pk != self.round.pk}

    @staticmethod
    def _words(rounds: dict[int, Round]) -> list[tuple[str, str]]:
        return [(str(pk), f"{day_words(each.date)}: {each.name}") for pk, each in rounds.items()]

    @staticmethod
    def _name(pk: int) -> str:
        return f"order_{pk}"
