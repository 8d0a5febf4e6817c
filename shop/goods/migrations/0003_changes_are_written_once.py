from django.db import migrations

from shop.written_once import guard, unguard

TABLE = "goods_goodschange"


def guard_changes(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["product_id", "partner_id", "by_id"])


def unguard_changes(apps, schema_editor):
    unguard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("goods", "0002_changes")]
    operations = [migrations.RunPython(guard_changes, unguard_changes)]
