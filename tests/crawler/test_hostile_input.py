"""Whatever is typed into whatever form ends in an error in words or in text correctly stored, never in a failure.

Every form of every page is found by asking for the page, so a form that is new tomorrow is tried tomorrow.
"""

import shutil
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.urls import Resolver404, resolve

from tests.crawler.known import KNOWN_HOSTILE
from tests.testbed.crawl import Address, Visitor, nothing_kept
from tests.testbed.hostile import WAYS, Form, filled, forms, running
from tests.testbed.house import tell
from tests.testbed.people import ROLES

STAFFS = {"cms", "django-admin", "dashboard"}
HTML = "text/html"
# One piece of code makes all forms of Django's admin.
FEW = {"words that pass", "lines and a NUL", "ids that are words"}


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    """A picture's file goes when another takes its place, and no rollback brings it back."""
    shutil.copytree(settings.MEDIA_ROOT, tmp_path / "media")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.testbed.hostile.NothingDeleted"}}


def forms_for(visitor: Visitor, asked: list[Address], seen: set) -> Iterator[Form]:
    for address in asked:
        response = visitor.ask("GET", address.path)
        if response.status_code == 200 and HTML in response.headers.get("Content-Type", ""):
            for form in forms(address.path, response.content.decode()):
                if form.shape not in seen:
                    seen.add(form.shape)
                    yield form


def tried(visitor: Visitor, form: Form) -> Iterator[tuple[str, str]]:
    """What went wrong, and by which way of filling the form."""
    few = form.path.startswith("/django-admin/")
    for way, fill in WAYS.items():
        if few and way not in FEW:
            continue
        buttons = form.buttons or (("", ""),)
        for name, value in buttons if way == "words that pass" else buttons[:1]:
            data = filled(form, fill) | ({name: value} if name else {})
            for wrong in answered(visitor, form, data):
                yield f"{way}{f' ({name}={value})' if name else ''}", wrong


def answered(visitor: Visitor, form: Form, data: dict) -> Iterator[str]:
    """Sends it, follows where that leads, and comes back to the page that the form was on."""
    client = visitor.client
    cache.clear()
    client.cookies = SimpleCookie(visitor.cookies)
    got_request_exception.connect(tell)
    try:
        with nothing_kept():
            responses = [client.post(form.path, data) if form.method == "POST" else client.get(form.path, data)]
            if form.method == "POST" and responses[0].status_code == 302:
                responses += [client.get(path) for path in dict.fromkeys((responses[0].headers["Location"], form.page))]
            for response in responses:
                if response.status_code >= 500:
                    yield str(response.status_code)
                elif not response.streaming and HTML in response.headers.get("Content-Type", ""):
                    yield from running(response.content.decode())
    finally:
        got_request_exception.disconnect(tell)


def name_of(form: Form) -> str:
    try:
        return f"{form.method} {resolve(form.path.split('?')[0]).view_name}"
    except Resolver404:
        return f"{form.method} {form.path}"


def expect_calm(roles: list[str], asked: list[Address]) -> set[str]:
    seen: set = set()
    names, wrong = set(), []
    for role in roles:
        visitor = Visitor(role)
        for form in forms_for(visitor, asked, seen):
            name = name_of(form)
            names.add(name)
            if name not in KNOWN_HOSTILE:
                wrong += [f"{role} on {form.page}: {name}: {way}: {what}" for way, what in tried(visitor, form)]
    assert not wrong, "\n".join(wrong)
    return names


@pytest.mark.one_engine
def test_no_form_of_the_customers_pages_is_hurt_by_what_is_typed_into_it(every_address):
    customers = [role for role in ("visitor", "buyer", "owner") if role in ROLES]
    tried_out = expect_calm(customers, [address for address in every_address if address.part not in STAFFS])
    assert {"POST account_login", "POST account_signup", "GET search:search"} <= tried_out


# Wagtail's and Django's pages are asked on one engine; ours and Oscar's on both, which take a NUL differently.
OF_OTHERS = pytest.mark.one_engine


@pytest.mark.heavy
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("role", "part"),
    [
        ("owner", "account"),
        ("visitor", "wholesale"),
        ("administrator", "dashboard"),
        pytest.param("café staff", "dashboard", marks=pytest.mark.one_engine),
        pytest.param("administrator", "cms", marks=OF_OTHERS),
        pytest.param("administrator", "django-admin", marks=OF_OTHERS),
    ],
)
def test_no_form_of_a_part_of_the_house_is_hurt_by_what_is_typed_into_it(every_address, role, part):
    assert len(expect_calm([role], [address for address in every_address if address.part == part])) > 3


def test_only_what_others_wrote_is_excused():
    ours = [name for name in KNOWN_HOSTILE if not name.split(" ")[1].startswith(("wagtail", "admin:"))]
    assert not ours
