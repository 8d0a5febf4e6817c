"""A real browser that remembers what a person would not see: errors, violations, requests to other hosts."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route, sync_playwright

from tests.testbed.debian import needs
from tests.testbed.house import open_doors, seeded_database

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Without preload: axe would fetch the stylesheets itself, with addresses that are wrong for what they import.
AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"], "preload": False}


@dataclass
class Visit:
    """A page and all that went wrong on it."""

    page: Page
    address: str
    findings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.findings.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.route(re.compile(rf"^(?!{re.escape(self.address)}|data:|blob:)"), self._elsewhere)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.findings.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.findings.append(f"request: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.findings.append(f"request: {response.url} {response.status}")

    def _elsewhere(self, route: Route) -> None:
        self.findings.append(f"left the house: {route.request.url}")
        route.abort()

    def go(self, path: str, status: int = 200) -> Page:
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, f"{path} answers {response.status}"
        return self.page

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def barriers(self, *, ignore: set[str] = frozenset()) -> list[str]:
        """What axe calls serious or critical: rule, and the first places. Styles have to be there."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options=AXE).response["violations"]
        return [
            f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:160] for node in rule["nodes"][:4])
            for rule in found
            if rule["impact"] in {"serious", "critical"} and rule["id"] not in ignore
        ]

    def expect_clean(self, *, ignore: set[str] = frozenset()) -> None:
        wrong = self.findings + self.barriers(ignore=ignore)
        assert not wrong, "\n".join([self.page.url, *wrong])

    def expect_to_fit(self, width: int) -> None:
        """Nothing makes the page scroll sideways on a screen of this width."""
        self.page.set_viewport_size({"width": width, "height": 900})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{self.path} is {wide} px wide on {width}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = needs("chromium")
    # Playwright keeps an event loop in this thread; Django would take each query for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The seeded house with its doors open: its address. What a module's tests write there goes with it."""
    with django_db_blocker.unblock(), seeded_database(), open_doors() as address:
        yield address


@pytest.fixture
def visit(request: pytest.FixtureRequest, chromium: Browser, house: str) -> Iterator[Callable[..., Visit]]:
    """visit(): a new visitor's page. visit("ada@example.com"): signed in. Other arguments are the context's."""
    contexts: list[BrowserContext] = []

    def open_page(email: str = "", **options: object) -> Visit:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        if email:
            context.add_cookies([session_of(email, house)])
        return Visit(context.new_page(), house)

    yield open_page
    failed = request.node.stash.get(FAILED, False)
    for context in contexts:
        if failed:
            for number, page in enumerate(context.pages):
                page.screenshot(path=picture_of(request.node.nodeid, number), full_page=True)
        context.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


def picture_of(test: str, number: int) -> str:
    folder = settings.STATE_DIR / "test" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', test).strip('-')}-{number}.png")


def session_of(email: str, address: str) -> dict:
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": address}
