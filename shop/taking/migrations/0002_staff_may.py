from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, CAFE_STAFF, OPERATIONS, SALES, grant


def may(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["taking.*"])
    grant(apps, OPERATIONS, ["taking.take_order"])
    grant(apps, SALES, ["taking.*"])
    grant(apps, CAFE_STAFF, ["taking.take_order"])


class Migration(migrations.Migration):
    dependencies = [("taking", "0001_takings"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(may, migrations.RunPython.noop)]
