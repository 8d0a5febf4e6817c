from django.db import migrations

from home.migrations._one_text_block import change_bodies, unwrapped, wrapped


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(
            change_bodies("blog", ["newspage"], wrapped), change_bodies("blog", ["newspage"], unwrapped)
        ),
    ]
