"""Every address of the house that looks like a way of signing in or of setting a password."""

import re
from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, get_resolver

LOOKS = re.compile("login|signin|sign_in|password|register|signup|authenticate|reset")
UUID = "6a4f0b3c-6f5e-4c1e-9a52-0d7c6c1f5e11"


def doors() -> list[tuple[str, str]]:
    """Pairs of name and address."""
    found = {path: name for name, path in everything(get_resolver().url_patterns) if LOOKS.search(f"{name} {path}")}
    return sorted((name, path) for path, name in found.items())


def everything(patterns, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        path = before + example(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield space + (pattern.name or ""), f"/{path}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from everything(pattern.url_patterns, path, inner)


def example(route: str) -> str:
    route = re.sub(r"<(?:(\w+):)?\w+>(?![^(]*\))", lambda match: UUID if match[1] == "uuid" else "1", route)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "1", route).strip("^$")


def knock(client: Client, path: str, *, email: str, password: str, **extra):
    """Post a right password under every name that a sign-in form gives to its fields."""
    address = dict.fromkeys(("login", "username", "email", "login-username"), email)
    secret = dict.fromkeys(("password", "password1", "password2", "login-password"), password)
    return client.post(path, {**address, **secret, "login_submit": "1", **extra}, follow=False)


def is_in(client: Client) -> bool:
    return SESSION_KEY in client.session
