"""Screens on which staff would type templates that run are gone, and so is every way to them."""

import re
from pathlib import Path

import oscar
import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

CLOSED = ("pages", "comms", "reviews")
OSCAR = Path(oscar.__file__).parent
NAMES = re.compile(r"""(?:url\s+|reverse(?:_lazy)?\(\s*)['"]dashboard:([\w-]+)['"]""")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["pages/", "pages/create/", "comms/", "comms/ORDER_PLACED/", "reviews/"])
def test_the_screen_is_missing_even_for_an_administrator(admin_client, path):
    assert admin_client.get(f"/dashboard/{path}").status_code == 404


@pytest.mark.parametrize("name", ["page-list", "page-create", "comms-list", "comms-update", "reviews-list"])
def test_the_screen_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"dashboard:{name}", args=[1] if name.endswith("update") else [])


def test_nothing_that_is_left_of_oscars_dashboard_asks_for_those_addresses():
    templates = (OSCAR / "templates" / "oscar" / "dashboard").rglob("*.html")
    modules = (OSCAR / "apps" / "dashboard").rglob("*.py")
    replaced = {"partners"}  # whose templates are ours, and ask for what is left
    asked = {}
    for file in [*templates, *modules]:
        if not set(file.parts) & {*CLOSED, "communications", *replaced}:
            asked.update(dict.fromkeys(NAMES.findall(file.read_text()), file.name))
    assert len(asked) > 50
    assert {name: file for name, file in asked.items() if not known(name)} == {}


def known(name: str) -> bool:
    return name in get_resolver().namespace_dict["dashboard"][1].reverse_dict
