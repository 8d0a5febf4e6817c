import django.db.models.deletion
import modelcluster.fields
import wagtail.contrib.forms.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import home.links


class Migration(migrations.Migration):
    dependencies = [
        ("cafes", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("home", "0005_bodies_are_streams"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="CafeIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences under the title. Lists and search engines show them too.",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of our cafés",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="FormPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "to_address",
                    models.CharField(
                        blank=True,
                        help_text="Optional - form submissions will be emailed to these addresses. Separate multiple addresses by comma.",
                        max_length=255,
                        validators=[wagtail.contrib.forms.models.validate_to_address],
                        verbose_name="to address",
                    ),
                ),
                ("from_address", models.EmailField(blank=True, max_length=255, verbose_name="from address")),
                ("subject", models.CharField(blank=True, max_length=255, verbose_name="subject")),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences under the title. Lists and search engines show them too.",
                    ),
                ),
                (
                    "thank_you_text",
                    wagtail.fields.RichTextField(
                        blank=True, help_text="Shown when the form has been sent: when will somebody answer?"
                    ),
                ),
            ],
            options={
                "verbose_name": "page with a form",
            },
            bases=(wagtail.contrib.forms.models.FormMixin, "wagtailcore.page", models.Model),
        ),
        migrations.AlterModelOptions(
            name="homepage",
            options={"verbose_name": "home page"},
        ),
        migrations.AlterModelOptions(
            name="standardpage",
            options={"verbose_name": "page"},
        ),
        migrations.AddField(
            model_name="homepage",
            name="lead_picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Wide pictures suit best: it is cut to about two to one.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailimages.image",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="lead_picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Wide pictures suit best: it is cut to about two to one.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailimages.image",
            ),
        ),
        migrations.AlterField(
            model_name="homepage",
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
                    ("faq", 31),
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
                        {"default": "Questions and answers", "max_length": 80, "required": False},
                    ),
                    27: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                    28: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "ol", "ul", "link"]}),
                    29: ("wagtail.blocks.StructBlock", [[("question", 27), ("answer", 28)]], {}),
                    30: ("wagtail.blocks.ListBlock", (29,), {"min_num": 1}),
                    31: ("wagtail.blocks.StructBlock", [[("title", 26), ("questions", 30)]], {}),
                },
            ),
        ),
        migrations.AlterField(
            model_name="standardpage",
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
                    ("faq", 31),
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
                        {"default": "Questions and answers", "max_length": 80, "required": False},
                    ),
                    27: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                    28: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "ol", "ul", "link"]}),
                    29: ("wagtail.blocks.StructBlock", [[("question", 27), ("answer", 28)]], {}),
                    30: ("wagtail.blocks.ListBlock", (29,), {"min_num": 1}),
                    31: ("wagtail.blocks.StructBlock", [[("title", 26), ("questions", 30)]], {}),
                },
            ),
        ),
        migrations.AlterField(
            model_name="standardpage",
            name="introduction",
            field=models.TextField(
                blank=True, help_text="One or two sentences under the title. Lists and search engines show them too."
            ),
        ),
        migrations.CreateModel(
            name="CafePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences under the title. Lists and search engines show them too.",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("call_to_action", 12),
                            ("product", 15),
                            ("faq", 21),
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
                            4: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"help_text": "Without quotation marks: the page sets them.", "max_length": 400},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "Who said it, and what they do.", "max_length": 100, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("words", 4), ("who", 5)]], {}),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the reader gets, like “Taste it before you order”.",
                                    "max_length": 80,
                                },
                            ),
                            8: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "required": False}),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Like “See what we make”.",
                                    "label": "words on the button",
                                    "max_length": 40,
                                },
                            ),
                            10: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "Where the button leads. Follows the page if it moves.",
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "In place of a page: /shop/ for one.",
                                    "max_length": 500,
                                    "required": False,
                                    "validators": [home.links.validate_address],
                                },
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 7), ("text", 8), ("words", 9), ("page", 10), ("address", 11)]],
                                {},
                            ),
                            13: ("home.blocks.choosing.Product", (), {}),
                            14: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Why this one? One or two sentences.",
                                    "max_length": 400,
                                    "required": False,
                                },
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("product", 13), ("text", 14)]], {}),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Questions and answers", "max_length": 80, "required": False},
                            ),
                            17: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                            18: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ol", "ul", "link"]},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("question", 17), ("answer", 18)]], {}),
                            20: ("wagtail.blocks.ListBlock", (19,), {"min_num": 1}),
                            21: ("wagtail.blocks.StructBlock", [[("title", 16), ("questions", 20)]], {}),
                        },
                        verbose_name="story",
                    ),
                ),
                (
                    "cafe",
                    models.OneToOneField(
                        blank=True,
                        help_text="Its address, hours and goods come from the dashboard and are shown here as they are today.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="page",
                        to="cafes.cafe",
                        verbose_name="café",
                    ),
                ),
                (
                    "lead_picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Wide pictures suit best: it is cut to about two to one.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "café's page",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CafePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("caption", models.CharField(blank=True, max_length=200)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gallery", to="home.cafepage"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailimages.image"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeaturedProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="featured_products",
                        to="home.homepage",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.product"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "clean_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Safe name of the form field, the label converted to ascii_snake_case",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "label",
                    models.CharField(help_text="The label of the form field", max_length=255, verbose_name="label"),
                ),
                (
                    "field_type",
                    models.CharField(
                        choices=[
                            ("singleline", "Single line text"),
                            ("multiline", "Multi-line text"),
                            ("email", "Email"),
                            ("number", "Number"),
                            ("url", "URL"),
                            ("checkbox", "Checkbox"),
                            ("checkboxes", "Checkboxes"),
                            ("dropdown", "Drop down"),
                            ("multiselect", "Multiple select"),
                            ("radio", "Radio buttons"),
                            ("date", "Date"),
                            ("datetime", "Date/time"),
                            ("hidden", "Hidden field"),
                        ],
                        max_length=16,
                        verbose_name="field type",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "choices",
                    models.TextField(
                        blank=True,
                        help_text="Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.",
                        verbose_name="choices",
                    ),
                ),
                (
                    "default_value",
                    models.TextField(
                        blank=True,
                        help_text="Default value. Comma or new line separated values supported for checkboxes.",
                        verbose_name="default value",
                    ),
                ),
                ("help_text", models.CharField(blank=True, max_length=255, verbose_name="help text")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="form_fields", to="home.formpage"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
