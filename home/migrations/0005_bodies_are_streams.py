from django.db import migrations

from home.migrations._one_text_block import change_bodies, unwrapped, wrapped

PAGES = ["homepage", "standardpage"]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_second_pair_of_eyes"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(change_bodies("home", PAGES, wrapped), change_bodies("home", PAGES, unwrapped)),
    ]
