from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, grant


def forwards(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["privacy.*"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("privacy", "0001_deletion_requests"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
