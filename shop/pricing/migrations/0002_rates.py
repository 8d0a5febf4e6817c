"""The VAT of the United Kingdom and Ireland on what cafés sell, with the changes of the last years."""

from datetime import date
from decimal import Decimal

from django.db import migrations

CLASSES = {
    "bread": ("Bread", "Loaves, rolls, baguettes, plain bagels."),
    "cakes": ("Cakes and pastry", "Croissants, cakes, tarts, biscuits without chocolate on them."),
    "food": ("Cold food", "Most food: coffee beans, tea, cheese, jam, soup and pies that are sold cold."),
    "confectionery": ("Confectionery and snacks", "Sweets, chocolate, biscuits covered in it, crisps, ice cream."),
    "drinks": ("Drinks", "Juice, canned coffee, bottled water, syrups."),
    "hot": ("Hot food", "What is sold to be eaten hot."),
    "standard": ("Everything else", "The standard rate: what nobody has put into another class."),
}
LONG_AGO = date(1973, 4, 1)
RATES = {
    "GB": {
        "bread": [(LONG_AGO, "0")],
        "cakes": [(LONG_AGO, "0")],
        "food": [(LONG_AGO, "0")],
        "confectionery": [(date(2011, 1, 4), "20")],
        "drinks": [(date(2011, 1, 4), "20")],
        "hot": [
            (date(2011, 1, 4), "20"),
            (date(2020, 7, 15), "5"),
            (date(2021, 10, 1), "12.5"),
            (date(2022, 4, 1), "20"),
        ],
        "standard": [(date(2011, 1, 4), "20")],
    },
    "IE": {
        "bread": [(LONG_AGO, "0")],
        "cakes": [(date(2003, 1, 1), "13.5")],
        "food": [(LONG_AGO, "0")],
        "confectionery": [(date(2012, 1, 1), "23"), (date(2020, 9, 1), "21"), (date(2021, 3, 1), "23")],
        "drinks": [(date(2012, 1, 1), "23"), (date(2020, 9, 1), "21"), (date(2021, 3, 1), "23")],
        "hot": [(date(2023, 9, 1), "13.5"), (date(2026, 7, 1), "9")],
        "standard": [(date(2012, 1, 1), "23"), (date(2020, 9, 1), "21"), (date(2021, 3, 1), "23")],
    },
}


def write(apps, schema_editor):
    TaxClass = apps.get_model("pricing", "TaxClass")
    TaxRate = apps.get_model("pricing", "TaxRate")
    TaxClass.objects.bulk_create(
        TaxClass(code=code, name=name, explanation=explanation) for code, (name, explanation) in CLASSES.items()
    )
    TaxRate.objects.bulk_create(
        TaxRate(tax_class_id=code, country=country, percent=Decimal(percent), first_day=first_day)
        for country, classes in RATES.items()
        for code, steps in classes.items()
        for first_day, percent in steps
    )


class Migration(migrations.Migration):
    dependencies = [("pricing", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
