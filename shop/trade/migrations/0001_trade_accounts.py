from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models

import shop.trade.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cafes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TradeAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line1", models.CharField(max_length=120, verbose_name="address")),
                ("line2", models.CharField(blank=True, max_length=120, verbose_name="address, second line")),
                ("town", models.CharField(max_length=80, verbose_name="town or city")),
                ("postcode", models.CharField(max_length=12, verbose_name="postcode or Eircode")),
                (
                    "country_code",
                    models.CharField(
                        choices=[("GB", "United Kingdom"), ("IE", "Ireland")],
                        default="GB",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="business name")),
                (
                    "business",
                    models.CharField(
                        choices=[
                            ("cafe", "Café"),
                            ("restaurant", "Restaurant, pub or hotel"),
                            ("shop", "Shop or deli"),
                            ("office", "Office"),
                            ("caterer", "Caterer"),
                            ("institution", "School, hospital or charity"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="kind of business",
                    ),
                ),
                ("vat_number", models.CharField(blank=True, max_length=20, verbose_name="VAT number")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telephone"
                    ),
                ),
                (
                    "terms",
                    models.CharField(
                        choices=[
                            ("prepay", "Pays with the order"),
                            ("on_delivery", "Pays on delivery"),
                            ("net_7", "7 days from the invoice"),
                            ("net_14", "14 days from the invoice"),
                            ("net_30", "30 days from the invoice"),
                            ("end_of_month", "End of the month after the invoice"),
                        ],
                        default="prepay",
                        max_length=20,
                        verbose_name="payment terms",
                    ),
                ),
                (
                    "credit_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                    ),
                ),
                (
                    "requires_po",
                    models.BooleanField(default=False, verbose_name="needs a purchase order number with each order"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("on_hold", "On hold"), ("closed", "Closed")],
                        default="active",
                        max_length=10,
                    ),
                ),
                (
                    "hold_reason",
                    models.CharField(blank=True, help_text="The customer reads this, and what to do.", max_length=300),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "cafe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trade_accounts",
                        to="cafes.cafe",
                        verbose_name="café that looks after them",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="trade.tradeaccount",
                    ),
                ),
            ],
            options={
                "ordering": [django.db.models.functions.text.Lower("name"), "pk"],
                "permissions": [
                    ("set_terms", "Can set terms, limits and status of trade accounts"),
                    ("merge_accounts", "Can merge trade accounts"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("buyer", "Buyer"),
                            ("approver", "Approver"),
                            ("bookkeeper", "Bookkeeper"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "spend_limit",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Above it an approver lets the order through. Empty: no limit.",
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="limit for one order",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("left_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "told_of_team",
                    models.BooleanField(default=True, verbose_name="Somebody joins or leaves the account"),
                ),
                (
                    "told_of_terms",
                    models.BooleanField(default=True, verbose_name="Terms, limit or status of the account change"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="trade.tradeaccount"
                    ),
                ),
            ],
            options={
                "ordering": ["joined_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line1", models.CharField(max_length=120, verbose_name="address")),
                ("line2", models.CharField(blank=True, max_length=120, verbose_name="address, second line")),
                ("town", models.CharField(max_length=80, verbose_name="town or city")),
                ("postcode", models.CharField(max_length=12, verbose_name="postcode or Eircode")),
                (
                    "country_code",
                    models.CharField(
                        choices=[("GB", "United Kingdom"), ("IE", "Ireland")],
                        default="GB",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="What you call it: Kitchen, Corner shop, Back door.", max_length=80),
                ),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="who takes it in")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telephone"
                    ),
                ),
                (
                    "access_notes",
                    models.TextField(
                        blank=True, help_text="For the driver: gate, code, steps, where to leave it.", max_length=1000
                    ),
                ),
                ("is_default", models.BooleanField(default=False, verbose_name="deliver here unless told otherwise")),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="locations", to="trade.tradeaccount"
                    ),
                ),
            ],
            options={
                "ordering": ["-is_default", django.db.models.functions.text.Lower("name"), "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("buyer", "Buyer"),
                            ("approver", "Approver"),
                            ("bookkeeper", "Bookkeeper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("spend_limit", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                (
                    "nonce",
                    models.CharField(
                        default=shop.trade.models.fresh_key,
                        editable=False,
                        help_text="A new one ends older links.",
                        max_length=64,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="trade.tradeaccount"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("what", models.CharField(max_length=120)),
                ("old", models.CharField(blank=True, max_length=300, verbose_name="from")),
                ("new", models.CharField(blank=True, max_length=300, verbose_name="to")),
                ("reason", models.CharField(blank=True, max_length=300)),
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="trade.tradeaccount"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("opens", models.TimeField(verbose_name="from")),
                ("closes", models.TimeField(verbose_name="until")),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="windows", to="trade.location"
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "opens"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="window_ends_after_it_begins"
                    ),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="window_on_a_weekday"),
                    models.UniqueConstraint(fields=("location", "weekday", "opens"), name="window_once"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="tradeaccount",
            index=models.Index(fields=["cafe", "status"], name="trade_trade_cafe_id_473ae7_idx"),
        ),
        migrations.AddConstraint(
            model_name="tradeaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit_limit__gte", 0)), name="limit_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="tradeaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "on_hold"), _negated=True),
                    models.Q(("hold_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_hold_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="tradeaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("status", "closed"), _connector="OR"),
                name="a_merged_account_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="tradeaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="no_account_merges_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)), fields=("account", "user"), name="one_place_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("spend_limit", None), ("spend_limit__gte", 0), _connector="OR"),
                name="spend_limit_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)), fields=("account",), name="one_default_location"
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_default", False), ("archived_at", None), _connector="OR"),
                name="no_archived_default",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("account"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                name="one_open_invitation_an_address",
            ),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(fields=["account", "-at"], name="trade_accou_account_e09259_idx"),
        ),
    ]
