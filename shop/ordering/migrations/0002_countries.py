"""The countries that orders can be delivered to (shop.postal), whose rows Oscar's addresses point to."""

from django.db import migrations

COUNTRIES = {"GB": ("GBR", "826", "United Kingdom"), "IE": ("IRL", "372", "Ireland")}


def add(apps, schema_editor):
    Country = apps.get_model("address", "Country")
    for code, (three, number, name) in COUNTRIES.items():
        Country.objects.get_or_create(
            iso_3166_1_a2=code,
            defaults={
                "iso_3166_1_a3": three,
                "iso_3166_1_numeric": number,
                "printable_name": name,
                "name": name,
                "is_shipping_country": True,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("ordering", "0001_deposits_and_flags"), ("address", "0007_useraddress_code")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
