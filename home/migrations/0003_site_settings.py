import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import home.links


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_marketing_role"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "announcement",
                    models.CharField(
                        blank=True, help_text="One sentence above every page. Empty: no announcement.", max_length=200
                    ),
                ),
                (
                    "announcement_link",
                    wagtail.fields.StreamField(
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
                    ),
                ),
                (
                    "announcement_from",
                    models.DateTimeField(blank=True, help_text="Empty: at once.", null=True, verbose_name="shown from"),
                ),
                (
                    "announcement_until",
                    models.DateTimeField(
                        blank=True, help_text="Empty: until changed.", null=True, verbose_name="shown until"
                    ),
                ),
                (
                    "main_menu",
                    wagtail.fields.StreamField(
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
                        help_text="Empty: all pages that are marked “show in menus”.",
                    ),
                ),
                ("footer_words", models.CharField(blank=True, help_text="Who we are, in a sentence.", max_length=300)),
                (
                    "footer_links",
                    wagtail.fields.StreamField(
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
                    ),
                ),
                (
                    "contact_line",
                    models.CharField(
                        blank=True,
                        help_text="How to reach us: an e-mail address, a telephone number, when.",
                        max_length=200,
                    ),
                ),
                (
                    "profiles",
                    wagtail.fields.StreamField(
                        [("profile", 2)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "For example Instagram.", "max_length": 40},
                            ),
                            1: ("wagtail.blocks.URLBlock", (), {}),
                            2: ("wagtail.blocks.StructBlock", [[("name", 0), ("address", 1)]], {}),
                        },
                        help_text="Ours on other sites.",
                        verbose_name="social profiles",
                    ),
                ),
                (
                    "share_picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares a page that has no picture of its own. At least 1200 by 630.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "menus, footer and announcement",
            },
        ),
    ]
