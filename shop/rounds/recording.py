"""Who changed what of routes, counters, closures and rounds. Whoever writes one says so here, in the transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import models

from shop.goods.recording import in_words
from shop.rounds.models import RoundChange

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Change:
    what: str
    old: object = ""
    new: object = ""


def record(*, about: Any, changes: Iterable[Change], by: Any) -> None:
    """about: a route, a counter, a closure or a round; each knows its café."""
    rows = [
        RoundChange(
            cafe=about.cafe,
            route=about if about._meta.model_name == "route" else None,
            round=about if about._meta.model_name == "round" else None,
            about=_shortened(str(about), 160),
            by=by,
            what=_shortened(change.what, 160),
            old=_shortened(in_words(change.old), 300),
            new=_shortened(in_words(change.new), 300),
        )
        for change in changes
    ]
    if rows:
        RoundChange.objects.bulk_create(rows)
        log.info("rounds changed", about=str(about), by=by and by.pk, what=[row.what for row in rows])


def differences(old: models.Model | None, new: models.Model) -> list[Change]:
    """Field by field, by their names on the form; of a new row, only that it is there."""
    if old is None:
        return [Change(f"{str(new._meta.verbose_name).capitalize()} added", "", new)]
    fields = [each for each in new._meta.concrete_fields if not each.primary_key]
    return [
        Change(str(each.verbose_name).capitalize(), shown(old, each), shown(new, each))
        for each in fields
        if each.value_from_object(old) != each.value_from_object(new)
    ]


def shown(row: models.Model, field: Any) -> object:
    value = field.value_from_object(row)
    if isinstance(value, tuple):
        words = getattr(field, "words", {})
        return ", ".join(str(words.get(code, code)) for code in value)
    return dict(field.flatchoices).get(value, value)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
