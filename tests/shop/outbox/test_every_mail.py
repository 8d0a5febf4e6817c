"""Every mail that the house can send says the same twice: as text, and as HTML in the house's own frame."""

import ast
import html
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.adapter import get_adapter
from django.apps import apps
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from config import ROOT
from tests.factories import OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

FRAME = '<p class="house">CafeDjango</p>'
OURS = ("site", "home", "blog", "shop", "oscar_forks")
# All others write letters; what packages write themselves is walked through below.
# An order's confirmation has a table and a calendar file: tests/shop/ordering/test_letters.py.
MAKE_MESSAGES = {"shop/outbox/letters.py", "shop/outbox/envelope.py", "shop/ordering/letters.py"}
MAKES_ONE = {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail", "mail_admins", "mail_managers"}


def named(template: str) -> list[str]:
    """The files that a package or we have for such mails, by their names without what differs."""
    folders = [Path(apps.get_app_config(app).path) / "templates" for app in ("allauth", "oscar", "wagtailadmin")]
    found = {
        str(each.relative_to(folder)) for folder in (*folders, ROOT / "templates") for each in folder.glob(template)
    }
    after = template.partition("*")[2]
    return sorted(name.removesuffix(after) for name in found if "/base" not in name)


def words(page: str) -> str:
    page = re.sub(r"(?s)<head.*?</head>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


SIGNING_IN = [kind for app in ("account", "mfa") for kind in named(f"{app}/email/*_message.txt")]
TOLD_BY_OSCAR = named("oscar/communication/emails/*_body.txt")
TOLD_BY_WAGTAIL = [kind for kind in named("wagtailadmin/notifications/*.txt") if not kind.endswith("_subject")]
ANYTHING = {
    "code": "K7Q2",
    "password_reset_url": "https://shop.example.com/accounts/password/reset/key/1-a/",
    "activate_url": "https://shop.example.com/accounts/confirm-email/1:a/",
    "signup_url": "https://shop.example.com/accounts/signup/",
    "from_email": "old@example.com",
    "to_email": "new@example.com",
    "deleted_email": "old@example.com",
    "ip": "203.0.113.7",
    "user_agent": "Firefox <b> https://evil.example/",
}


@pytest.mark.parametrize("code", ["", "K7Q2"])
@pytest.mark.parametrize("kind", SIGNING_IN)
def test_about_signing_in(kind, code):
    about = ANYTHING | {"code": code, "user": UserFactory(first_name="<b>Ada"), "timestamp": timezone.now()}
    mail = get_adapter().render_mail(kind, "ada@example.com", about)
    [(page, mimetype)] = mail.alternatives
    assert mimetype == "text/html"
    assert FRAME in page
    assert words(page) == f"CafeDjango {' '.join(mail.body.split())}"
    assert set(re.findall(r'href="([^"]*)"', page)) == set(re.findall(r"https://shop\S+", mail.body))
    assert "\nCafeDjango" in mail.body


@pytest.mark.parametrize("kind", TOLD_BY_OSCAR)
def test_what_oscar_tells_is_written_as_html_too(kind):
    alert = SimpleNamespace(product=ProductFactory(), get_confirm_url="/yes/", get_cancel_url="/no/")
    about = {"order": OrderFactory(), "alert": alert, "reset_url": "/accounts/password/reset/", "user": UserFactory()}
    assert render_to_string(f"{kind}_body.txt", about).strip()
    assert render_to_string(f"{kind}_body.html", about).strip()


@pytest.mark.parametrize("kind", TOLD_BY_WAGTAIL)
def test_what_wagtail_tells_is_written_as_html_too(kind):
    assert get_template(f"{kind}.html")


def test_all_these_kinds_were_found():
    assert (len(SIGNING_IN) > 15, len(TOLD_BY_OSCAR) > 4, len(TOLD_BY_WAGTAIL) > 2) == (True, True, True)


def test_whatever_else_the_house_tells_is_a_letter():
    """Which has both parts: test_letters.py."""
    files = (file for place in OURS for file in (ROOT / place).rglob("*.py"))
    makers = {str(file.relative_to(ROOT)) for file in files if makes_a_message(file.read_text())}
    assert makers == MAKE_MESSAGES


def makes_a_message(source: str) -> bool:
    called = (ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(name.removeprefix("mail.") in MAKES_ONE for name in called)


@pytest.mark.parametrize("call", ["send_mail('Hello', 'Body', None, [])", "mail.EmailMessage('Hello').send()"])
def test_control_a_message_made_elsewhere_would_be_seen(call):
    assert makes_a_message(f"def tell():\n    {call}")
