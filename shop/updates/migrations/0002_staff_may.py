from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant


def may(apps, schema_editor):
    for role in (ADMINISTRATOR, OPERATIONS, SALES):
        grant(apps, role, ["updates.*"])


class Migration(migrations.Migration):
    dependencies = [("updates", "0001_wishes"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(may, migrations.RunPython.noop)]
