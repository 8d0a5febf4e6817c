from django.db import migrations

from shop.written_once import guard

TABLE = "trade_accountchange"


def for_six_years(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["by_id"], years=6)


def for_good(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["by_id"])


class Migration(migrations.Migration):
    dependencies = [("trade", "0003_history_is_written_once")]

    operations = [migrations.RunPython(for_six_years, for_good)]
