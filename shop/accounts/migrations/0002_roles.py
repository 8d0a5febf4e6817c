from django.db import migrations

from shop.accounts.roles import ROLES, grant


def found_roles(apps, schema_editor):
    for role in ROLES:
        grant(apps, role, role.may)


def close_oscars_group(apps, schema_editor):
    """Oscar's migration leaves a group of its own that nobody here decided on."""
    apps.get_model("auth", "Group").objects.filter(name="All Oscar Dashboard Permissions").delete()


class Migration(migrations.Migration):
    # The last migration of each app whose permissions the table of roles names (the administrator's are all).
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("address", "0007_useraddress_code"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("analytics", "0003_auto_20200801_0817"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("basket", "0002_vouchers"),
        ("cafes", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("communication", "0004_auto_20200801_0817"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("customer", "0008_assign_permissions_to_staff"),
        ("flatpages", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("outbox", "0001_initial"),
        ("offer", "0013_range_excluded_categories"),
        ("order", "0002_communication_events"),
        ("partner", "0001_initial"),
        ("payment", "0005_auto_20200801_0817"),
        ("reviews", "0005_productreview_code"),
        ("sessions", "0001_initial"),
        ("shipping", "0003_auto_20181115_1953"),
        ("sites", "0002_alter_domain_unique"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("usersessions", "0001_initial"),
        ("voucher", "0010_auto_20210224_0712"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("wishlists", "0004_auto_20220328_0939"),
    ]

    operations = [
        migrations.RunPython(found_roles, migrations.RunPython.noop),
        migrations.RunPython(close_oscars_group, migrations.RunPython.noop),
    ]
