import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from shop.accounts.roles import ADMINISTRATOR, OPERATIONS, SALES, grant
from shop.written_once import guard

TRANSFERS = "payments_transfer"


def guard_transfers(apps, schema_editor):
    """The change of the table took its triggers away on SQLite, and PostgreSQL's don't know the new column."""
    guard(schema_editor, TRANSFERS, may_be_emptied=["by_id"])


def may(apps, schema_editor):
    grant(apps, ADMINISTRATOR, ["payments.*"])
    grant(apps, OPERATIONS, ["payments.view_*", "payments.handle_payment"])
    grant(apps, SALES, ["payments.view_*"])


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0007_staff_may_see_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="payment",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [
                    ("refund_payment", "Can pay back what was paid"),
                    ("handle_payment", "Can see to payments that need somebody"),
                ],
            },
        ),
        migrations.AddField(
            model_name="payment",
            name="customer",
            field=models.CharField(
                blank=True, help_text="Stripe's name for the payer, whose kept cards it offers again.", max_length=80
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["-created_at", "-id"], name="payment_newest"),
        ),
        migrations.RemoveConstraint(model_name="transfer", name="transfer_says_which_way"),
        migrations.AddField(
            model_name="transfer",
            name="reverses",
            field=models.OneToOneField(
                blank=True,
                help_text="What went out, and came back to us after all.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversed_by",
                to="payments.transfer",
            ),
        ),
        migrations.AlterField(
            model_name="transfer",
            name="kind",
            field=models.CharField(
                choices=[
                    ("charge", "Paid"),
                    ("refund", "Paid back"),
                    ("dispute", "Taken back by the card's bank"),
                    ("back", "Came back to us"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["charge", "dispute"]), ("refund", None), ("reverses", None)),
                    models.Q(("kind", "refund"), ("refund__isnull", False), ("reverses", None)),
                    models.Q(("kind", "back"), ("refund", None), ("reverses__isnull", False)),
                    _connector="OR",
                ),
                name="transfer_says_which_way",
            ),
        ),
        migrations.RunPython(guard_transfers, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="The provider's.", max_length=80, unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("won", "Decided for us"), ("lost", "Decided against us")],
                        default="open",
                        max_length=6,
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, help_text="As the card's owner gave it.", max_length=80),
                ),
                ("answer_by", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="payments.payment",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="dispute_is_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "won", "lost"])), name="dispute_in_a_state"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("begin", "We began"),
                            ("ask", "We asked what became of it"),
                            ("call_off", "We called it off"),
                            ("take", "We took from the card"),
                            ("let_go", "We let the card go"),
                            ("give", "We paid back"),
                            ("told", "They told us"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(blank=True, help_text="Under which the provider acts once.", max_length=80),
                ),
                ("said", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("took", models.PositiveIntegerField(blank=True, null=True, verbose_name="milliseconds")),
                ("at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="payments.payment",
                    ),
                ),
                (
                    "refund",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="payments.refund",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["payment", "-at"], name="exchange_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("what", "told")),
                        fields=("payment", "key"),
                        name="what_they_tell_is_noted_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("asked", "Asked the provider again"),
                            ("taken", "Tried to take it from the card again"),
                            ("linked", "Sent a link to pay"),
                            ("let_go", "Let the card go"),
                            ("refunded", "Paid back"),
                            ("seen", "Seen to"),
                        ],
                        max_length=10,
                    ),
                ),
                ("trouble", models.CharField(blank=True, max_length=20)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="payments.payment",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="payments.share",
                    ),
                ),
            ],
            options={"ordering": ["at", "pk"]},
        ),
        migrations.RunPython(may, migrations.RunPython.noop),
    ]
