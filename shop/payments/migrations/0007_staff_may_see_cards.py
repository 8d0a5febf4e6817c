from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant


def may(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["payments.*"])
    grant(apps, OPERATIONS, ["payments.view_*"])
    grant(apps, SALES, ["payments.view_*"])


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_cards"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(may, migrations.RunPython.noop)]
