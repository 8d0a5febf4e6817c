import wagtail.fields
from django.db import migrations

import home.links


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0003_news_of_blocks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="newspage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("text", 0),
                    ("picture", 3),
                    ("gallery", 6),
                    ("quote", 9),
                    ("call_to_action", 15),
                    ("products", 20),
                    ("product", 22),
                    ("opening_hours", 25),
                    ("delivery", 28),
                    ("faq", 34),
                ],
                blank=True,
                block_lookup={
                    0: ("home.blocks.words.TextBlock", (), {}),
                    1: (
                        "home.blocks.choosing.Picture",
                        (),
                        {
                            "help_text": "Its description in the library is read out to those who can't see it.",
                            "label": "picture",
                        },
                    ),
                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                    3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                    4: ("wagtail.blocks.CharBlock", (), {"max_length": 80, "required": False}),
                    5: ("wagtail.blocks.ListBlock", (3,), {"help_text": "Two or more.", "min_num": 2}),
                    6: ("wagtail.blocks.StructBlock", [[("title", 4), ("pictures", 5)]], {}),
                    7: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Without quotation marks: the page sets them.", "max_length": 400},
                    ),
                    8: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "Who said it, and what they do.", "max_length": 100, "required": False},
                    ),
                    9: ("wagtail.blocks.StructBlock", [[("words", 7), ("who", 8)]], {}),
                    10: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "What the reader gets, like “Taste it before you order”.", "max_length": 80},
                    ),
                    11: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "required": False}),
                    12: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "Like “See what we make”.", "label": "words on the button", "max_length": 40},
                    ),
                    13: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"help_text": "Where the button leads. Follows the page if it moves.", "required": False},
                    ),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "In place of a page: /shop/ for one.",
                            "max_length": 500,
                            "required": False,
                            "validators": [home.links.validate_address],
                        },
                    ),
                    15: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 10), ("text", 11), ("words", 12), ("page", 13), ("address", 14)]],
                        {},
                    ),
                    16: ("home.blocks.choosing.Product", (), {}),
                    17: (
                        "wagtail.blocks.ListBlock",
                        (16,),
                        {"default": [], "help_text": "In the order in which they shall stand."},
                    ),
                    18: (
                        "home.blocks.choosing.Category",
                        (),
                        {"help_text": "In place of single products: the newest of this category.", "required": False},
                    ),
                    19: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 4, "help_text": "How many of the category.", "max_value": 24, "min_value": 1},
                    ),
                    20: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 4), ("products", 17), ("category", 18), ("count", 19)]],
                        {},
                    ),
                    21: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Why this one? One or two sentences.", "max_length": 400, "required": False},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("product", 16), ("text", 21)]], {}),
                    23: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "When we are open", "max_length": 80, "required": False},
                    ),
                    24: (
                        "home.blocks.choosing.Cafe",
                        (),
                        {"help_text": "None: all cafés.", "label": "café", "required": False},
                    ),
                    25: ("wagtail.blocks.StructBlock", [[("title", 23), ("cafe", 24)]], {}),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "Where we deliver, and how much at least", "max_length": 80, "required": False},
                    ),
                    27: (
                        "home.blocks.choosing.Cafe",
                        (),
                        {
                            "help_text": "None: all cafés. Routes and prices come from the dashboard.",
                            "label": "café",
                            "required": False,
                        },
                    ),
                    28: ("wagtail.blocks.StructBlock", [[("title", 26), ("cafe", 27)]], {}),
                    29: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "Questions and answers", "max_length": 80, "required": False},
                    ),
                    30: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                    31: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "ol", "ul", "link"]}),
                    32: ("wagtail.blocks.StructBlock", [[("question", 30), ("answer", 31)]], {}),
                    33: ("wagtail.blocks.ListBlock", (32,), {"min_num": 1}),
                    34: ("wagtail.blocks.StructBlock", [[("title", 29), ("questions", 33)]], {}),
                },
            ),
        ),
    ]
