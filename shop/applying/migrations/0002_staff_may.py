from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant


def let_staff_read_and_decide(apps, schema_editor):
    for role in (ADMINISTRATOR, OPERATIONS, SALES):
        grant(apps, role, [pattern for pattern in role.may if pattern == "*" or pattern.startswith("applying.")])


class Migration(migrations.Migration):
    dependencies = [("applying", "0001_applications"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_staff_read_and_decide, migrations.RunPython.noop)]
