"""The table of roles is what the groups may do, in a house built from nothing."""

from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from modelcluster.fields import ParentalKey
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from shop.accounts.queries import PARTS
from shop.accounts.roles import ADMINISTRATOR, CMS, DASHBOARD, MARKETING, ROLES, SALES, existing
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def may(name: str) -> set[str]:
    held = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in held}


def of_pages() -> set[str]:
    """What may be done to a page and its parts is said by its place in the tree, never by its type."""
    kinds = {
        (model._meta.app_label, model._meta.model_name)
        for app in ("home", "blog")
        for model in apps.get_app_config(app).get_models()
        if issubclass(model, Page) or any(isinstance(field, ParentalKey) for field in model._meta.fields)
    }
    return {f"{app}.{codename}" for app, model, codename, _ in existing(apps) if (app, model) in kinds}


def everything() -> set[str]:
    return {f"{app}.{codename}" for app, _, codename, _ in existing(apps)} - of_pages()


def test_there_are_these_roles_and_no_others():
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in ROLES}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_group_may_do_what_the_table_says(role):
    says = {each for each in everything() if any(fnmatchcase(each, pattern) for pattern in role.may)}
    assert says - may(role.name) == set(), "grant these in a migration of shop.accounts"
    assert may(role.name) - of_pages() - says == set()


@pytest.mark.parametrize(("role", "pattern"), [(role, each) for role in ROLES for each in role.may])
def test_each_line_of_the_table_means_something(role, pattern):
    assert any(fnmatchcase(each, pattern) for each in everything())


def test_no_permission_is_there_twice_and_none_is_left_to_make():
    rows = Permission.objects.values_list("content_type__app_label", "content_type__model", "codename")
    assert len(set(rows)) == len(rows)
    assert {tuple(each[:3]) for each in existing(apps)} <= set(rows)


def test_whoever_may_change_people_could_make_themselves_anything_so_only_administrators_may():
    able = {"accounts.add_user", "accounts.change_user", "auth.change_group", "auth.add_permission"}
    assert {role.name for role in ROLES if may(role.name) & able} == {ADMINISTRATOR.name}


def test_nobody_but_administrators_has_both_desks():
    assert {role.name for role in ROLES if CMS in may(role.name)} == {ADMINISTRATOR.name, MARKETING.name}
    assert DASHBOARD not in may(MARKETING.name)


def test_sales_change_no_goods():
    assert {each for each in may(SALES.name) if each.startswith(("catalogue.", "partner."))} == {
        "catalogue.view_category",
        "catalogue.view_product",
    }


def test_marketing_and_administrators_write_and_publish_everywhere():
    for name in (MARKETING.name, ADMINISTRATOR.name):
        pages = GroupPagePermission.objects.filter(group__name=name, page__depth=1)
        files = GroupCollectionPermission.objects.filter(group__name=name, collection__depth=1)
        assert "publish_page" in pages.values_list("permission__codename", flat=True)
        assert {"add_image", "choose_image", "add_document"} <= set(
            files.values_list("permission__codename", flat=True)
        )


def test_only_administrators_are_the_second_pair_of_eyes():
    assert {group.name for task in GroupApprovalTask.objects.all() for group in task.groups.all()} == {
        ADMINISTRATOR.name
    }


def test_each_part_of_the_house_that_a_role_works_in_has_a_name():
    parts = {pattern.partition(".")[0] for role in ROLES if role != ADMINISTRATOR for pattern in role.may}
    assert parts <= PARTS.keys()


def test_staff_can_look_up_who_may_do_what(client):
    client.force_login(UserFactory(groups=["Operations"], is_staff=True))
    page = client.get("/dashboard/who-may-do-what/").text
    for words in ("Bookkeeper", "Invoices and statements only.", "See the account", "Administrator", "everything"):
        assert words in page
    for words in ("Goods and categories", "see, add, change, delete", "merge trade accounts", "work in the CMS"):
        assert words in page
    for technical in ("Wagtail admin", "django admin", "Catalogue", "dashboard access"):
        assert technical not in page
    client.force_login(UserFactory())
    assert client.get("/dashboard/who-may-do-what/").status_code == 403
