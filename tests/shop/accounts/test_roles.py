"""The table of roles is what the groups may do, in a house built from nothing."""

from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission

from shop.accounts.roles import ADMINISTRATOR, CMS, DASHBOARD, MARKETING, ROLES, SALES, existing

pytestmark = pytest.mark.django_db
# What may be done to a page is said by its place in the tree, never by its type.
OF_PAGES = {"home", "blog"}


def may(name: str) -> set[str]:
    held = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in held}


def everything() -> set[str]:
    return {f"{app}.{codename}" for app, _, codename, _ in existing(apps) if app not in OF_PAGES}


def test_there_are_these_roles_and_no_others():
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in ROLES}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_group_may_do_what_the_table_says(role):
    says = {each for each in everything() if any(fnmatchcase(each, pattern) for pattern in role.may)}
    assert says - may(role.name) == set(), "grant these in a migration of shop.accounts"
    assert {each for each in may(role.name) if each.split(".")[0] not in OF_PAGES} - says == set()


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


def test_marketing_and_administrators_write_publish_and_approve_everywhere():
    for name in (MARKETING.name, ADMINISTRATOR.name):
        pages = GroupPagePermission.objects.filter(group__name=name, page__depth=1)
        files = GroupCollectionPermission.objects.filter(group__name=name, collection__depth=1)
        assert "publish_page" in pages.values_list("permission__codename", flat=True)
        assert {"add_image", "choose_image", "add_document"} <= set(
            files.values_list("permission__codename", flat=True)
        )
        assert all(task.groups.filter(name=name).exists() for task in GroupApprovalTask.objects.all())
