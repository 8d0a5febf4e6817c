from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant
from shop.written_once import guard, unguard

TABLE = "rounds_roundchange"


def may(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["rounds.*"])
    grant(apps, OPERATIONS, ["rounds.*"])
    grant(apps, SALES, ["rounds.view_*"])


def guard_changes(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["by_id", "cafe_id", "route_id", "round_id"])


def unguard_changes(apps, schema_editor):
    unguard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_timetables_and_rounds"), ("accounts", "0002_roles")]
    operations = [
        migrations.RunPython(may, migrations.RunPython.noop),
        migrations.RunPython(guard_changes, unguard_changes),
    ]
