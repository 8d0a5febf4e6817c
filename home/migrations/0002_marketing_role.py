from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, MARKETING

PAGES = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"]
FILES = [
    ("wagtailimages", "image", ["add_image", "change_image", "choose_image"]),
    ("wagtaildocs", "document", ["add_document", "change_document", "choose_document"]),
]
WAGTAILS_OWN = ["Editors", "Moderators"]


def open_the_cms(apps, schema_editor):
    """Marketing and administrators write, publish and approve everywhere; Wagtail's two sample groups go."""
    Group = apps.get_model("auth", "Group")
    Collection = apps.get_model("wagtailcore", "Collection")
    Page = apps.get_model("wagtailcore", "Page")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    groups = list(Group.objects.filter(name__in=[ADMINISTRATOR.name, MARKETING.name]))
    top, library = Page.objects.get(depth=1), Collection.objects.get(depth=1)
    for group in groups:
        for codename in PAGES:
            permission = permission_for(apps, "wagtailcore", "page", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=top, permission=permission)
        for app_label, model, codenames in FILES:
            for codename in codenames:
                permission = permission_for(apps, app_label, model, codename)
                GroupCollectionPermission.objects.get_or_create(group=group, collection=library, permission=permission)
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.all():
        task.groups.set(groups)
    Group.objects.filter(name__in=WAGTAILS_OWN).delete()


def permission_for(apps, app_label, model, codename):
    about, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=about, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("accounts", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(open_the_cms, migrations.RunPython.noop)]
