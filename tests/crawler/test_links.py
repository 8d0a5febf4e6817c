"""Whoever follows links never comes to a missing page, a failure, or a page that is not for them."""

import re
from collections import deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from tests.testbed.crawl import Visitor
from tests.testbed.people import ROLES

PAGES = 150
# A catalogue is many pages of one kind; these few say enough.
OF_A_KIND = 6


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


# Followed by every run; the other roles' by the heavy one.
EVERY_TIME = {"visitor", "operations"}
RARELY = [pytest.mark.heavy, pytest.mark.one_engine]


@pytest.mark.parametrize("role", [pytest.param(role, marks=() if role in EVERY_TIME else RARELY) for role in ROLES])
def test_no_link_leads_to_a_page_that_is_missing_or_closed(every_address, role):
    visitor = Visitor(role)
    waiting, seen, wrong, kinds = deque([("/", "the start")]), {"/"}, [], {}
    while waiting and len(seen) < PAGES:
        path, source = waiting.popleft()
        response = visitor.ask("GET", path)
        if response.status_code >= 400:
            wrong.append(f"{path} answers {response.status_code}; {source} links to it")
        if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
            continue
        page = response.content.decode()
        assert "{%" not in page and "{{" not in page, f"{path} shows a template's tags"
        for link in Links(page).found:
            target = urlsplit(urljoin(path, link))
            kind = re.sub(r"\d+|(?<=/)[^/]*_\d+(?=/)", "N", target.path)
            if target.netloc or target.scheme or target.path in seen or kinds.get(kind, 0) >= OF_A_KIND:
                continue
            if target.path.startswith(("/cms/", "/django-admin/", "/static/", "/media/")):
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(target.path)
            waiting.append((target.path + (f"?{target.query}" if target.query else ""), path))
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 10
