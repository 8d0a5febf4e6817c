from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("basket", "0001_initial"),
        ("voucher", "0010_auto_20210224_0712"),
    ]

    operations = [
        migrations.AddField(
            model_name="basket",
            name="vouchers",
            field=models.ManyToManyField(blank=True, to="voucher.voucher", verbose_name="Vouchers"),
        ),
    ]
