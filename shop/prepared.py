"""What nearly every request asks, with its SQL written once: to write it anew takes Django ten times as long as the
database takes to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import local
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """One row by one value."""

    def __init__(self, ask: Callable[[Any], QuerySet[Any]]) -> None:
        """ask: the question, given a value of its kind."""
        self.ask = ask
        self.plans = local()

    def first(self, value: Any) -> Any:
        plan = self.plan(value)
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, [value])
            row = cursor.fetchone()
        return plan.read(row) if row else None

    def plan(self, value: Any) -> "Plan":
        """Each thread has a line to the database of its own, and a plan for it."""
        found: Plan | None = getattr(self.plans, connection.vendor, None)
        if found is None:
            found = Plan.of(self.ask(value))
            setattr(self.plans, connection.vendor, found)
        return found


@dataclass(frozen=True)
class Plan:
    sql: str
    model: Any
    names: list[str]
    compiler: Any
    converters: dict[int, Any]

    @classmethod
    def of(cls, asked: QuerySet[Any]) -> "Plan":
        compiler: Any = asked.query.get_compiler(using=asked.db)
        sql, values = compiler.as_sql()
        if len(values) != 1:
            raise ValueError(f"One value was meant: {sql}")
        columns = [column for column, _, _ in compiler.select]
        names = [column.target.attname for column in columns]
        return cls(sql, asked.model, names, compiler, compiler.get_converters(columns))

    def read(self, row: Any) -> Any:
        if self.converters:
            [row] = self.compiler.apply_converters([row], self.converters)
        return self.model.from_db(self.compiler.using, self.names, row)
