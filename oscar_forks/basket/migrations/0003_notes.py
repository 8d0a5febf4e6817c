from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("basket", "0002_vouchers")]

    operations = [
        migrations.AddField(
            model_name="line",
            name="note",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
