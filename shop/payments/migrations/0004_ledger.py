import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("cafes", "0003_country"),
        ("order", "0005_guests_by_address"),
        ("payments", "0003_staff_may"),
        ("trade", "0004_history_is_kept_six_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "turn",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Once its posting has been reversed, a transfer may be posted anew."
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, help_text="Above nothing: owed to us. Below: paid to us.", max_digits=12
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.CharField(blank=True, help_text="Why it was reversed.", max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="trade.tradeaccount",
                    ),
                ),
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
                    "cafe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="payments.posting",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="payments.transfer",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(fields=["account", "cafe", "at"], name="payments_po_account_16c604_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=~Q(amount=0), name="posting_is_something"),
                    models.UniqueConstraint(
                        condition=Q(reverses=None), fields=("transfer", "turn"), name="a_transfer_is_posted_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(reverses=None, reason="") | Q(reverses__isnull=False) & ~Q(reason=""),
                        name="a_reversal_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked",
                    models.PositiveIntegerField(default=0, help_text="Payments that a provider was asked about."),
                ),
                (
                    "unheard",
                    models.PositiveIntegerField(
                        default=0, help_text="Of these, the provider gave no answer to so many."
                    ),
                ),
            ],
            options={"ordering": ["-began_at", "-pk"]},
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("taken", "Provider and payment"),
                            ("given", "Provider and refund"),
                            ("written", "Payment and what moved"),
                            ("ordered", "Order and payment"),
                            ("posted", "What moved and ledger"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "subject",
                    models.CharField(help_text="Which row it is about, such as “payment 12”.", max_length=40),
                ),
                ("words", models.CharField(max_length=300)),
                ("found_at", models.DateTimeField(help_text="First.")),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="order.order",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="payments.payment",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        help_text="Which found it last.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="payments.reconciliation",
                    ),
                ),
            ],
            options={
                "ordering": ["-found_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(gone_at=None), fields=("kind", "subject"), name="one_open_difference_a_subject"
                    )
                ],
            },
        ),
    ]
