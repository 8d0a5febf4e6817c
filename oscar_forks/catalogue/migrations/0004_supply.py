from django.db import migrations


def from_product_types(apps, schema_editor):
    """What was not counted, by its product type, has been made to order."""
    products = apps.get_model("catalogue", "Product").objects
    products.filter(product_class__track_stock=False).update(supply="to_order")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_tax_class")]
    operations = [migrations.RunPython(from_product_types, migrations.RunPython.noop)]
