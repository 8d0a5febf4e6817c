import django.core.serializers.json
import django.db.models.deletion
import oscar.core.utils
import oscar.models.fields.slugfield
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("basket", "0002_auto_20140827_1705")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("catalogue", "0001_initial"),
        ("partner", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Basket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Open", "Open - currently active"),
                            ("Merged", "Merged - superceded by another basket"),
                            ("Saved", "Saved - for items to be purchased later"),
                            ("Frozen", "Frozen - the basket cannot be modified"),
                            ("Submitted", "Submitted - has been ordered at the checkout"),
                        ],
                        default="Open",
                        max_length=128,
                        verbose_name="Status",
                    ),
                ),
                ("date_created", models.DateTimeField(auto_now_add=True, verbose_name="Date created")),
                ("date_merged", models.DateTimeField(blank=True, null=True, verbose_name="Date merged")),
                ("date_submitted", models.DateTimeField(blank=True, null=True, verbose_name="Date submitted")),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="baskets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "Basket",
                "verbose_name_plural": "Baskets",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line_reference",
                    oscar.models.fields.slugfield.SlugField(max_length=128, verbose_name="Line Reference"),
                ),
                ("quantity", models.PositiveIntegerField(default=1, verbose_name="Quantity")),
                (
                    "price_currency",
                    models.CharField(
                        default=oscar.core.utils.get_default_currency, max_length=12, verbose_name="Currency"
                    ),
                ),
                (
                    "price_excl_tax",
                    models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="Price excl. Tax"),
                ),
                (
                    "price_incl_tax",
                    models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="Price incl. Tax"),
                ),
                ("tax_code", models.CharField(blank=True, max_length=64, null=True, verbose_name="VAT rate code")),
                ("date_created", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="Date Created")),
                ("date_updated", models.DateTimeField(auto_now=True, db_index=True, verbose_name="Date Updated")),
                (
                    "basket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="basket.basket",
                        verbose_name="Basket",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="basket_lines",
                        to="catalogue.product",
                        verbose_name="Product",
                    ),
                ),
                (
                    "stockrecord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="basket_lines",
                        to="partner.stockrecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "Basket line",
                "verbose_name_plural": "Basket lines",
                "ordering": ["date_created", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LineAttribute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="Value"),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attributes",
                        to="basket.line",
                        verbose_name="Line",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="catalogue.option", verbose_name="Option"
                    ),
                ),
            ],
            options={
                "verbose_name": "Line attribute",
                "verbose_name_plural": "Line attributes",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="basket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "Open")), fields=("owner",), name="one_open_basket_an_owner"
            ),
        ),
        migrations.AlterUniqueTogether(
            name="line",
            unique_together={("basket", "line_reference")},
        ),
    ]
