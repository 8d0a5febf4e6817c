from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("order", "0004_contact_and_rates")]

    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(Lower("guest_email"), condition=models.Q(("user", None)), name="order_of_a_guest"),
        ),
    ]
