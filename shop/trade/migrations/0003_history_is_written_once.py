from django.db import migrations

from shop.written_once import guard, unguard

TABLE = "trade_accountchange"


def guard_history(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["by_id"])


def unguard_history(apps, schema_editor):
    unguard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("trade", "0002_staff_may")]

    operations = [migrations.RunPython(guard_history, unguard_history)]
