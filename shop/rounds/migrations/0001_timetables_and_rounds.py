from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import shop.goods.fields
import shop.rounds.models.timetables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cafes", "0003_country"),
        ("pricing", "0005_changes_are_written_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", models.PositiveSmallIntegerField(default=48, verbose_name="hours before it leaves")),
                ("past_cutoff", models.BooleanField(default=False, verbose_name="also after the cut-off")),
                (
                    "cafe",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_rule",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cutoff_kind",
                    models.CharField(
                        choices=[
                            ("days", "Days before, at a time"),
                            ("week", "On a day of the week before, for all of the week"),
                        ],
                        default="days",
                        max_length=4,
                        verbose_name="orders close",
                    ),
                ),
                (
                    "cutoff_days",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="0: on the day itself.", verbose_name="days before"
                    ),
                ),
                (
                    "cutoff_weekday",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        help_text="Of the week before.",
                        null=True,
                        verbose_name="on",
                    ),
                ),
                ("cutoff_time", models.TimeField(verbose_name="at")),
                (
                    "slot_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Minutes.",
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="length of a slot",
                    ),
                ),
                (
                    "orders_per_slot",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: as many as come.", null=True, verbose_name="orders in a slot"
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="least net value",
                    ),
                ),
                (
                    "days_ahead",
                    models.PositiveSmallIntegerField(
                        default=14, help_text="How far ahead customers may choose.", verbose_name="how many days ahead"
                    ),
                ),
                (
                    "calendar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ENG", "England"),
                            ("WLS", "Wales"),
                            ("SCT", "Scotland"),
                            ("NIR", "Northern Ireland"),
                            ("IE", "Ireland"),
                        ],
                        help_text="A special day with hours of its own is open all the same. Empty: the hours alone decide.",
                        max_length=3,
                        verbose_name="closed on public holidays of",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "cafe",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counter",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
            ],
            options={
                "ordering": ["cafe"],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minimum",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="Of the goods, without delivery and deposits.",
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="least net value",
                    ),
                ),
                (
                    "charge",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="Without VAT.",
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="delivery charge",
                    ),
                ),
                (
                    "free_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Net value of the goods from which delivery costs nothing. Empty: it always costs.",
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="free from",
                    ),
                ),
                (
                    "capacity_orders",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: as many as come.", null=True, verbose_name="room for orders"
                    ),
                ),
                (
                    "capacity_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="Empty: no limit.",
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="room for kilograms",
                    ),
                ),
                ("driver_note", models.TextField(blank=True, max_length=1000, verbose_name="note for the driver")),
                (
                    "kind",
                    models.CharField(
                        choices=[("delivery", "Delivery"), ("collection", "Collection"), ("event", "Market or event")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("date", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("time_zone", models.CharField(max_length=64)),
                ("leaves", models.TimeField(verbose_name="leaves at")),
                ("leaves_at", models.DateTimeField()),
                ("arrives_from", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("arrives_until", models.TimeField(blank=True, null=True, verbose_name="until")),
                ("cutoff_date", models.DateField(verbose_name="orders close on")),
                ("cutoff_time", models.TimeField(verbose_name="at")),
                ("cutoff_at", models.DateTimeField()),
                ("change_until", models.DateTimeField()),
                (
                    "moved_from",
                    models.DateField(blank=True, help_text="Its usual day, which is a public holiday.", null=True),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_because", models.CharField(blank=True, help_text="Customers read this.", max_length=200)),
                ("is_closed_by_hand", models.BooleanField(default=False, editable=False)),
                (
                    "stopped_because",
                    models.CharField(
                        blank=True, help_text="It has orders, but takes no more. Customers read this.", max_length=200
                    ),
                ),
                (
                    "misfit",
                    models.CharField(
                        blank=True,
                        help_text="It has orders, and no longer is as its timetable would have it.",
                        max_length=300,
                    ),
                ),
                (
                    "cafe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
                (
                    "counter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="rounds",
                        to="rounds.counter",
                    ),
                ),
                (
                    "tax_class",
                    models.ForeignKey(
                        default="standard",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.taxclass",
                        verbose_name="VAT on the charge",
                    ),
                ),
            ],
            options={
                "ordering": ["leaves_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "last_day",
                    models.DateField(
                        blank=True, help_text="The last day on which it holds.", null=True, verbose_name="until"
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="Of the goods, without delivery and deposits.",
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="least net value",
                    ),
                ),
                (
                    "charge",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="Without VAT.",
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="delivery charge",
                    ),
                ),
                (
                    "free_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Net value of the goods from which delivery costs nothing. Empty: it always costs.",
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="free from",
                    ),
                ),
                (
                    "capacity_orders",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: as many as come.", null=True, verbose_name="room for orders"
                    ),
                ),
                (
                    "capacity_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="Empty: no limit.",
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="room for kilograms",
                    ),
                ),
                ("driver_note", models.TextField(blank=True, max_length=1000, verbose_name="note for the driver")),
                (
                    "cutoff_kind",
                    models.CharField(
                        choices=[
                            ("days", "Days before, at a time"),
                            ("week", "On a day of the week before, for all of the week"),
                        ],
                        default="days",
                        max_length=4,
                        verbose_name="orders close",
                    ),
                ),
                (
                    "cutoff_days",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="0: on the day itself.", verbose_name="days before"
                    ),
                ),
                (
                    "cutoff_weekday",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        help_text="Of the week before.",
                        null=True,
                        verbose_name="on",
                    ),
                ),
                ("cutoff_time", models.TimeField(verbose_name="at")),
                ("name", models.CharField(help_text="Customers read it: Bristol and Bath.", max_length=80)),
                ("weekdays", shop.goods.fields.Codes(max_length=200, verbose_name="goes on")),
                ("leaves", models.TimeField(verbose_name="leaves at")),
                ("arrives_from", models.TimeField(verbose_name="arrives from")),
                ("arrives_until", models.TimeField(verbose_name="until")),
                (
                    "calendar",
                    models.CharField(
                        choices=[
                            ("ENG", "England"),
                            ("WLS", "Wales"),
                            ("SCT", "Scotland"),
                            ("NIR", "Northern Ireland"),
                            ("IE", "Ireland"),
                        ],
                        help_text="Where it delivers to.",
                        max_length=3,
                        verbose_name="public holidays of",
                    ),
                ),
                (
                    "on_holidays",
                    models.CharField(
                        choices=[
                            ("stays", "It doesn't go"),
                            ("before", "It goes the day before"),
                            ("after", "It goes the day after"),
                            ("usual", "It goes as usual"),
                        ],
                        default="stays",
                        max_length=6,
                        verbose_name="on public holidays and the café's days off",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "cafe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routes",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
                (
                    "tax_class",
                    models.ForeignKey(
                        default="standard",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.taxclass",
                        verbose_name="VAT on the charge",
                    ),
                ),
            ],
            options={
                "ordering": ["cafe", "name"],
            },
        ),
        migrations.CreateModel(
            name="RoundChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(help_text="What it was called then: it may be gone since.", max_length=160)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("what", models.CharField(max_length=160)),
                ("old", models.CharField(blank=True, max_length=300, verbose_name="from")),
                ("new", models.CharField(blank=True, max_length=300, verbose_name="to")),
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
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cafes.cafe"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes",
                        to="rounds.round",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes",
                        to="rounds.route",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="round",
            name="route",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="rounds",
                to="rounds.route",
            ),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="from")),
                (
                    "last_day",
                    models.DateField(help_text="The last day on which nothing goes out.", verbose_name="until"),
                ),
                ("reason", models.CharField(help_text="Customers read this.", max_length=80)),
                (
                    "cafe",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all cafés.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all its routes, and collection.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="rounds.route",
                    ),
                ),
            ],
            options={
                "ordering": ["first_day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "prefix",
                    models.CharField(
                        max_length=4,
                        validators=[shop.rounds.models.timetables.validate_prefix],
                        verbose_name="postcodes beginning with",
                    ),
                ),
                (
                    "charge",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="its own charge",
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="its own least net value",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="rounds.route"
                    ),
                ),
            ],
            options={
                "ordering": ["route", "prefix"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="room for orders")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="counter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cutoff_kind", "days"), ("cutoff_weekday", None)),
                    models.Q(("cutoff_kind", "week"), ("cutoff_weekday__lte", 6)),
                    _connector="OR",
                ),
                name="counter_has_a_cutoff",
            ),
        ),
        migrations.AddConstraint(
            model_name="counter",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__gte", 0), ("slot_minutes__gte", 5), ("slot_minutes__lte", 720)),
                name="counter_has_slots",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(fields=("cafe", "name"), name="route_named_once"),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("charge__gte", 0),
                    ("minimum__gte", 0),
                    models.Q(("free_from", None), ("free_from__gte", 0), _connector="OR"),
                    models.Q(("capacity_kg", None), ("capacity_kg__gte", 0), _connector="OR"),
                ),
                name="route_is_priced",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cutoff_kind", "days"), ("cutoff_weekday", None)),
                    models.Q(("cutoff_kind", "week"), ("cutoff_weekday__lte", 6)),
                    _connector="OR",
                ),
                name="route_has_a_cutoff",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_day", None), ("last_day", None), ("last_day__gte", models.F("first_day")), _connector="OR"
                ),
                name="route_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays", ""), _negated=True), name="route_goes_on_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrives_from__gte", models.F("leaves")), ("arrives_until__gt", models.F("arrives_from"))
                ),
                name="route_arrives_after_it_leaves",
            ),
        ),
        migrations.AddIndex(
            model_name="roundchange",
            index=models.Index(fields=["cafe", "-at"], name="rounds_roun_cafe_id_32b67c_idx"),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["cafe", "date"], name="rounds_roun_cafe_id_8b5416_idx"),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["date"], name="rounds_roun_date_08d133_idx"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("charge__gte", 0),
                    ("minimum__gte", 0),
                    models.Q(("free_from", None), ("free_from__gte", 0), _connector="OR"),
                    models.Q(("capacity_kg", None), ("capacity_kg__gte", 0), _connector="OR"),
                ),
                name="round_is_priced",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("route", "date"), name="one_round_of_a_route_a_day"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("counter", "date"), name="one_day_of_a_counter"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counter", None), ("kind", "delivery"), ("route__isnull", False)),
                    models.Q(("counter__isnull", False), ("kind", "collection"), ("route", None)),
                    models.Q(("counter", None), ("kind", "event"), ("route", None)),
                    _connector="OR",
                ),
                name="round_is_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "collection"), ("cutoff_at__lte", models.F("leaves_at")), _connector="OR"),
                name="orders_close_before_it_leaves",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_because", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("closed_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="closed_rounds_say_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arrives_from", None), ("arrives_until", None)),
                    models.Q(("arrives_from__isnull", False), ("arrives_until__isnull", False)),
                    _connector="OR",
                ),
                name="round_arrives_between_two_times",
            ),
        ),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(fields=["last_day"], name="rounds_clos_last_da_a56f40_idx"),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="closure_days_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="closure_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("route", None), ("cafe__isnull", False), _connector="OR"),
                name="closure_of_a_route_names_its_cafe",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("route", "prefix"), name="area_once_a_route"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("charge", None), ("charge__gte", 0), _connector="OR"),
                    models.Q(("minimum", None), ("minimum__gte", 0), _connector="OR"),
                ),
                name="area_is_priced",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("round", "starts_at"), name="slot_once"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="slot_ends_after_it_starts"
            ),
        ),
    ]
