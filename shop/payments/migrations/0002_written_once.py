from django.db import migrations

from shop.written_once import guard, unguard

TABLES = {"payments_transfer": ["by_id"], "payments_share": []}


def guard_money(apps, schema_editor):
    for table, may_be_emptied in TABLES.items():
        guard(schema_editor, table, may_be_emptied=may_be_emptied)


def unguard_money(apps, schema_editor):
    for table in TABLES:
        unguard(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [migrations.RunPython(guard_money, unguard_money)]
