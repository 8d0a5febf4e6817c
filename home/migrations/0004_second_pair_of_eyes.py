from django.db import migrations

from shop.accounts.roles import ADMINISTRATOR, MARKETING, grant

NAME = "Second pair of eyes"
STEP = "An administrator reads it"
MARKETING_MAY = ["home.change_sitesettings", "wagtailredirects.*_redirect"]


def let_marketing_set_the_frame(apps, schema_editor):
    grant(apps, MARKETING, MARKETING_MAY)
    grant(apps, ADMINISTRATOR, ["home.*_sitesettings"])


def ask_an_administrator(apps, schema_editor):
    """Whoever wants a second pair of eyes submits a page, and an administrator approves it; it publishes itself then.

    Wagtail's sample workflow goes if no page ever took that way."""
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")

    kind, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = GroupApprovalTask.objects.create(name=STEP, active=True, content_type=kind)
    task.groups.set(Group.objects.filter(name=ADMINISTRATOR.name))
    workflow = Workflow.objects.create(name=NAME, active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)

    top = Page.objects.get(depth=1)
    before = Workflow.objects.filter(workflow_pages__page=top).first()
    WorkflowPage.objects.update_or_create(page=top, defaults={"workflow": workflow})
    if before and not before.workflow_states.exists() and not before.workflow_pages.exists():
        tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=before, task_states=None)
        pks = list(tasks.values_list("pk", flat=True))
        before.delete()
        GroupApprovalTask.objects.filter(pk__in=pks, workflow_tasks=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_site_settings"),
        ("accounts", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(let_marketing_set_the_frame, migrations.RunPython.noop),
        migrations.RunPython(ask_an_administrator, migrations.RunPython.noop),
    ]
