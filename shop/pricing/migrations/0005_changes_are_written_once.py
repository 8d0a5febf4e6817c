from django.db import migrations

from shop.written_once import guard, unguard

TABLE = "pricing_pricechange"


def guard_changes(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["by_id", "price_list_id"])


def unguard_changes(apps, schema_editor):
    unguard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("pricing", "0004_price_changes")]

    operations = [migrations.RunPython(guard_changes, unguard_changes)]
