"""The ledger stays as it is, begins with the money that moved before there was one, and staff may see it."""

from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant
from shop.written_once import guard, unguard

TABLE = "payments_posting"
AT_ONCE = 500


def guard_ledger(apps, schema_editor):
    guard(schema_editor, TABLE, may_be_emptied=["by_id"])


def unguard_ledger(apps, schema_editor):
    unguard(schema_editor, TABLE)


def begin_ledger(apps, schema_editor):
    Transfer, Posting = apps.get_model("payments", "Transfer"), apps.get_model("payments", "Posting")
    lines = apps.get_model("order", "Line").objects.filter(
        order__shares__transfers__isnull=False, partner__cafe__isnull=False
    )
    cafes = dict(lines.order_by("pk").values_list("order", "partner__cafe"))
    moved = Transfer.objects.filter(share__payment__account__isnull=False).select_related("share__payment")
    Posting.objects.bulk_create(
        (
            Posting(
                account_id=transfer.share.payment.account_id,
                cafe_id=cafes[transfer.share.order_id],
                transfer=transfer,
                amount=-transfer.amount if transfer.kind == "charge" else transfer.amount,
                currency=transfer.share.payment.currency,
                at=transfer.at,
                by_id=transfer.by_id,
            )
            for transfer in moved.order_by("at", "pk")
            if transfer.share.order_id in cafes
        ),
        batch_size=AT_ONCE,
    )


def may(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["payments.*"])
    grant(apps, OPERATIONS, ["payments.view_*"])
    grant(apps, SALES, ["payments.view_*"])


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_ledger"), ("accounts", "0002_roles"), ("order", "0005_guests_by_address")]

    operations = [
        migrations.RunPython(guard_ledger, unguard_ledger),
        migrations.RunPython(begin_ledger, migrations.RunPython.noop),
        migrations.RunPython(may, migrations.RunPython.noop),
    ]
