import wagtail.fields
from django.db import migrations

import home.links


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_pages_of_blocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="ways_on",
            field=wagtail.fields.StreamField(
                [("page", 2), ("address", 5)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.PageChooserBlock", (), {}),
                    1: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "Else the page's title.", "max_length": 60, "required": False},
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("page", 0), ("words", 1)]], {}),
                    3: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "For example /shop/.",
                            "max_length": 500,
                            "validators": [home.links.validate_address],
                        },
                    ),
                    4: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                    5: ("wagtail.blocks.StructBlock", [[("address", 3), ("words", 4)]], {}),
                },
                help_text="Under the introduction, two at most; the first stands out. None: one to the shop.",
                verbose_name="buttons",
            ),
        ),
    ]
