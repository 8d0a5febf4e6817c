from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant


def let_staff_keep_papers(apps, schema_editor):
    for role in (ADMINISTRATOR, OPERATIONS, SALES):
        grant(apps, role, [pattern for pattern in role.may if pattern == "*" or pattern.startswith("desk.")])


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_notes_and_files"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_staff_keep_papers, migrations.RunPython.noop)]
