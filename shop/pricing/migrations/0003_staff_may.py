from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant


def may(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["pricing.*", "goods.*"])
    grant(apps, OPERATIONS, ["pricing.view_*", "goods.*"])
    grant(apps, SALES, ["pricing.*_pricelist", "pricing.view_*"])


class Migration(migrations.Migration):
    dependencies = [("pricing", "0002_rates"), ("goods", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(may, migrations.RunPython.noop)]
