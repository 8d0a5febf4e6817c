import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("basket", "0002_vouchers"),
        ("order", "0002_communication_events"),
        ("rounds", "0001_timetables_and_rounds"),
        ("sites", "0002_alter_domain_unique"),
        ("trade", "0003_history_is_written_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="account",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="trade.tradeaccount",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="note",
            field=models.TextField(blank=True, max_length=2000, verbose_name="note of the customer"),
        ),
        migrations.AddField(
            model_name="order",
            name="po_number",
            field=models.CharField(blank=True, max_length=40, verbose_name="purchase order number"),
        ),
        migrations.AddField(
            model_name="order",
            name="round",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="rounds.round",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="slot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="rounds.slot",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="weight",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="kilograms"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["account", "-date_placed"], name="order_order_account_cef4b8_idx"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["round", "status"], name="order_order_round_i_0c77ce_idx"),
        ),
    ]
