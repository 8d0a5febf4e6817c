import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models

import blog.models
import home.links


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0002_bodies_are_streams"),
        ("catalogue", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProductReleasePage",
            fields=[
                (
                    "newspage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="blog.newspage",
                    ),
                ),
                (
                    "release_date",
                    models.DateField(default=blog.models.today, help_text="The day from which we make and sell it."),
                ),
                (
                    "ordering_opens",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until then the goods are shown without a button. Empty: open at once.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "product release",
            },
            bases=("blog.newspage",),
        ),
        migrations.AlterModelOptions(
            name="newsindexpage",
            options={"verbose_name": "list of news"},
        ),
        migrations.AlterModelOptions(
            name="newspage",
            options={"verbose_name": "news", "verbose_name_plural": "news"},
        ),
        migrations.AddField(
            model_name="newsindexpage",
            name="introduction",
            field=models.TextField(blank=True, help_text="What one finds here, in a sentence."),
        ),
        migrations.AddField(
            model_name="newspage",
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
            model_name="newspage",
            name="date",
            field=models.DateField(
                default=blog.models.today, help_text="News stand in the order of their dates, the newest first."
            ),
        ),
        migrations.CreateModel(
            name="NewsTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged_items", to="blog.newspage"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="newspage",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="What it is about, like bread or coffee. Readers can list news by tag.",
                through="blog.NewsTag",
                to="taggit.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.CreateModel(
            name="ReleasedProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release_products",
                        to="blog.productreleasepage",
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
    ]
