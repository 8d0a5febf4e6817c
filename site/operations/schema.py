"""The tables of the house as Mermaid's entity diagrams, which forges and editors draw: site/decisions/schema.md."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model, OneToOneField

PARTS = {
    "What people read": ["home", "blog"],
    "Cafés, people, mail, editions": ["cafes", "accounts", "outbox", "edition"],
    "Trade accounts, their applications, files and privacy": ["trade", "applying", "desk", "files", "privacy"],
    "What people buy": ["catalogue", "partner", "goods"],
    "Prices and VAT": ["pricing"],
    "Search, imports, who waits": ["finding", "shelf", "updates"],
    "Baskets, and the order pad": ["basket", "pad"],
    "When it goes out": ["rounds"],
    "Orders": ["order", "ordering", "taking"],
    "Money": ["payments"],
}
HEAD = """\
# The tables

Made from the models by `make schema`; a test fails while it is out of date. Each part shows its own tables with their
columns, and those of others that they point to by name only. `1` beside a line is exactly one, `0..1` at most one, the
fork any number.
"""


def document() -> str:
    return HEAD + "".join(f"\n## {title}\n\n{diagram(labels)}" for title, labels in PARTS.items())


def diagram(labels: list[str]) -> str:
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    lines = [*(line for model in models for line in table(model)), *relations(models)]
    return "\n".join(["```mermaid", "erDiagram", *(f"    {line}" for line in lines), "```", ""])


def table(model: type[Model]) -> Iterator[str]:
    columns = [column(field) for field in model._meta.local_concrete_fields if not field.is_relation]
    yield model.__name__ + (" {" if columns else "")
    if columns:
        yield from (f"    {line}" for line in columns)
        yield "}"


def column(field: Field) -> str:
    kind = field.get_internal_type().removesuffix("Field").lower()
    mark = " PK" if field.primary_key else " UK" if field.unique else ""
    return f"{kind} {field.name}{mark}"


def relations(models: Iterable[type[Model]]) -> Iterator[str]:
    for model in models:
        meta = model._meta
        for field in (*meta.local_concrete_fields, *meta.local_many_to_many):
            if isinstance(field, ForeignKey | ManyToManyField):
                yield f"{model.__name__} {shape(field)} {field.related_model.__name__} : {field.name}"


def shape(field: Field) -> str:
    if isinstance(field, ManyToManyField):
        return "}o--o{"
    other = "o|" if field.null else "||"
    return f"|o--{other}" if isinstance(field, OneToOneField) else f"}}o--{other}"
