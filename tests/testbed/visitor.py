"""Somebody with a browser's manners: cookies, the form token, and one request at a time."""

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from tests.testbed.server import Served

TOKEN = "t" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> dict:
        return json.loads(self.text)


@dataclass
class Visitor:
    site: Served
    cookies: dict[str, str] = field(default_factory=lambda: {settings.CSRF_COOKIE_NAME: TOKEN})

    @classmethod
    def signed_in(cls, site: Served, user) -> "Visitor":
        """With a session as the one door would have left it."""
        client = Client()
        client.force_login(user)
        visitor = cls(site)
        visitor.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return visitor

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields: object) -> Answer:
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        try:
            line.request(method, path, body, headers)
            response = line.getresponse()
            answer = Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            line.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(cookie).items()})
        return answer
