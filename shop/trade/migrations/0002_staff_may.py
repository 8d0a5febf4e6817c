from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant


def let_staff_look_after_accounts(apps, schema_editor):
    for role in (ADMINISTRATOR, OPERATIONS, SALES):
        grant(apps, role, [pattern for pattern in role.may if pattern == "*" or pattern.startswith("trade.")])


class Migration(migrations.Migration):
    dependencies = [("trade", "0001_trade_accounts"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_staff_look_after_accounts, migrations.RunPython.noop)]
