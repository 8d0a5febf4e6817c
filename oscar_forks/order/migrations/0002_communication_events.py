import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communication", "0004_auto_20200801_0817"),
        ("order", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommunicationEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date_created", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="Date")),
                (
                    "event_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="communication.communicationeventtype",
                        verbose_name="Event Type",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="communication_events",
                        to="order.order",
                        verbose_name="Order",
                    ),
                ),
            ],
            options={
                "verbose_name": "Communication Event",
                "verbose_name_plural": "Communication Events",
                "ordering": ["-date_created"],
                "abstract": False,
            },
        ),
    ]
