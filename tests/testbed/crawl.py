"""Every address of the house, and what it answers to each role. Nothing that a crawl posts is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.testbed.arguments import NOBODYS, arguments
from tests.testbed.house import tell
from tests.testbed.people import person

DOORS = tuple(f"/{part}/login/" for part in ("accounts", "account", "dashboard", "cms", "django-admin", "_util"))


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name with its parameters, and a path on which it answers."""

    name: str
    path: str

    @property
    def part(self) -> str:
        return self.path.split("/")[1]


def addresses() -> list[Address]:
    found = {}
    for name, route, pattern in patterns(get_resolver()):
        parameters = sorted(pattern.pattern.regex.groupindex)
        if not pattern.name and (parameters or pattern.pattern.regex.pattern.endswith(".*/$")):
            continue  # Django's admin leads from a row's old address to its new one; Wagtail takes what is left.
        title = f"{name}({', '.join(parameters)})" if parameters else name
        if path := path_of(name, route, pattern, parameters):
            found.setdefault(title, Address(title, path))
    return sorted(found.values(), key=lambda address: (address.part, address.name))


def patterns(resolver: URLResolver, space: str = "", route: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, here)
        else:
            yield f"{space}{pattern.name}" if pattern.name else here, here, pattern


def path_of(name: str, route: str, pattern: URLPattern, parameters: list[str]) -> str:
    """Nothing for an address that no value fits: the rest of a path that somebody else takes."""
    for attempt in (arguments(name, pattern, parameters), dict.fromkeys(parameters, NOBODYS["int"])):
        try:
            return reverse(name, kwargs=attempt) if pattern.name else f"/{route}"
        except NoReverseMatch:
            continue
    return ""


class Visitor:
    """One role at the door, always with the same session, whatever it signs out of."""

    def __init__(self, role: str) -> None:
        self.client = Client(raise_request_exception=False)
        if someone := person(role):
            self.client.force_login(someone)
        self.cookies = self.client.cookies.output(header="")

    def ask(self, method: str, path: str, **data: Any) -> HttpResponse:
        cache.clear()
        self.client.cookies = SimpleCookie(self.cookies)
        got_request_exception.connect(tell)
        try:
            with nothing_kept():
                response = getattr(self.client, method.lower())(path, data)
                if response.streaming:
                    response.streaming_content = [response.getvalue()]
        finally:
            got_request_exception.disconnect(tell)
        return response


@contextmanager
def nothing_kept() -> Iterator[None]:
    block = transaction.atomic()
    block._from_testcase = True  # the house's own code doesn't stand in a transaction
    with block:
        yield
        transaction.set_rollback(True)


def in_a_word(response: HttpResponse) -> str:
    """ok, door (sign in first), away (another redirect), or the number of a refusal."""
    if 200 <= response.status_code < 300:
        return "ok"
    if 300 <= response.status_code < 400:
        return "door" if response.headers["Location"].startswith(DOORS) else "away"
    return str(response.status_code)
