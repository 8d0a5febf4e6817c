"""Rows that are written once: the database itself refuses to change or delete them, whoever asks and by whatever way.

For migrations. On SQLite a later change of the table makes it anew, without its triggers: guard it again there.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORDS = "What was recorded stays as it is."


def guard(
    schema_editor: BaseDatabaseSchemaEditor,
    table: str,
    *,
    may_be_emptied: Sequence[str] = (),
    years: int = 0,
    at: str = "at",
) -> None:
    """`may_be_emptied`: columns that lose what they refer to when it goes, such as who did it. `years`: after so many
    from `at` a row may be deleted; without, never."""
    unguard(schema_editor, table)
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    harmless = " AND ".join(
        f'(NEW."{name}" IS NULL OR NEW."{name}" {same} OLD."{name}")'
        if name in may_be_emptied
        else f'NEW."{name}" {same} OLD."{name}"'
        for name in columns
    )
    kept = STILL_KEPT[connection.vendor].format(at=at, years=years) if years else "1 = 1"
    for statement in SQL[connection.vendor]:
        schema_editor.execute(statement.format(table=table, harmless=harmless, kept=kept, words=WORDS))


def unguard(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(table=table))


STILL_KEPT = {
    "sqlite": """OLD."{at}" > datetime('now', '-{years} years')""",
    "postgresql": """OLD."{at}" > now() - interval '{years} years'""",
}
SQL = {
    "sqlite": (
        'CREATE TRIGGER "{table}_not_changed" BEFORE UPDATE ON "{table}" WHEN NOT ({harmless}) '
        "BEGIN SELECT RAISE(ABORT, '{words}'); END",
        'CREATE TRIGGER "{table}_not_deleted" BEFORE DELETE ON "{table}" WHEN {kept} '
        "BEGIN SELECT RAISE(ABORT, '{words}'); END",
    ),
    "postgresql": (
        'CREATE FUNCTION "{table}_stays"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        "RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER "{table}_not_changed" BEFORE UPDATE ON "{table}" FOR EACH ROW '
        'WHEN (NOT ({harmless})) EXECUTE FUNCTION "{table}_stays"()',
        'CREATE TRIGGER "{table}_not_deleted" BEFORE DELETE ON "{table}" FOR EACH ROW '
        'WHEN ({kept}) EXECUTE FUNCTION "{table}_stays"()',
    ),
}
UNDO = {
    "sqlite": ('DROP TRIGGER IF EXISTS "{table}_not_changed"', 'DROP TRIGGER IF EXISTS "{table}_not_deleted"'),
    "postgresql": (
        'DROP TRIGGER IF EXISTS "{table}_not_changed" ON "{table}"',
        'DROP TRIGGER IF EXISTS "{table}_not_deleted" ON "{table}"',
        'DROP FUNCTION IF EXISTS "{table}_stays"()',
    ),
}
