"""What every answer of a machine on the Internet carries, whom it answers, and what it believes."""

import re
import subprocess
import sys

import pytest
from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.test import RequestFactory

from operations.middleware import ForwardedHeaders
from tests.factories import UserFactory
from tests.testbed.production import ROOT, environment, production_on_its_own_database

pytestmark = pytest.mark.one_engine

ON_EVERY_ANSWER = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
KINDS_OF_ANSWER = {
    "/accounts/login/": 200,
    "/cms/": 302,
    "/dashboard/": 302,
    "/django-admin/": 302,
    "/nothing-here/": 404,
    "/static/css/app.css": 200,
    "/media/nothing.png": 404,
    "/healthz": 200,
    "/metrics": 401,
}


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """Production as it is deployed, with its static files collected."""
    folder = tmp_path_factory.mktemp("house")
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment(STATE_DIR=str(folder)), check=True, timeout=110)
    with django_db_blocker.unblock(), production_on_its_own_database(folder, "headers") as running:
        yield running


def policy(answer):
    directives = (
        directive.strip().partition(" ") for directive in answer.headers["Content-Security-Policy"].split(";")
    )
    return {name: set(sources.split()) for name, _, sources in directives}


@pytest.mark.parametrize(("path", "status"), KINDS_OF_ANSWER.items())
def test_every_answer_carries_the_headers(house, path, status):
    answer = house.visit(path)
    assert answer.status == status
    assert {name: answer.headers[name] for name in ON_EVERY_ANSWER} == ON_EVERY_ANSWER
    assert "object-src" in policy(answer) or "sandbox" in policy(answer)
    assert answer.headers["X-Request-ID"]


@pytest.mark.parametrize("path", ["/accounts/login/", "/django-admin/", "/nothing-here/", "/shop/", "/cmsx/", "/"])
def test_customers_pages_allow_nothing_inline_and_nothing_from_elsewhere(house, path):
    allowed = policy(house.visit(path))
    assert allowed["default-src"] == {"'self'"}
    assert allowed["object-src"] == {"'none'"}
    assert allowed["form-action"] == allowed["base-uri"] == allowed["frame-ancestors"] == {"'self'"}
    assert set().union(*allowed.values()) == {"'self'", "'none'", "data:"}


def test_staffs_pages_are_given_what_they_need_and_no_other_host(house):
    cms, dashboard = policy(house.visit("/cms/")), policy(house.visit("/dashboard/"))
    assert cms["script-src"] == cms["style-src"] == dashboard["style-src"] == {"'self'", "'unsafe-inline'"}
    assert "script-src" not in dashboard
    assert set().union(*cms.values(), *dashboard.values()) == {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


@pytest.mark.parametrize("endpoint", ["", "https://files.example.net"])
@pytest.mark.heavy
def test_pictures_may_come_from_the_bucket_where_there_is_one(endpoint):
    script = (
        "import django; django.setup(); "
        "from django.conf import settings; from django.core.files.storage import storages; "
        "print(storages['default'].url('images/a.jpg'), *settings.CONTENT_POLICY['img-src'])"
    )
    bucket = {"S3_BUCKET": "cafe-pictures", "S3_PRIVATE_BUCKET": "cafe-files"}
    keys = {"S3_ACCESS_KEY_ID": "a", "S3_SECRET_ACCESS_KEY": "b"}
    settings = environment(S3_ENDPOINT_URL=endpoint, **bucket, **keys)
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=settings, capture_output=True, text=True)
    picture, *allowed = told.stdout.split()
    assert allowed[:2] == ["'self'", "data:"]
    assert len(allowed) == 3
    assert picture.startswith(f"{allowed[2]}/")


@pytest.mark.parametrize("path", ["/accounts/login/", "/static/css/app.css", "/media/nothing.png", "/nothing-here/"])
@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example.com",
        "shop.example.com.elsewhere.com",
        "127.0.0.1",
        "shop.example.com@elsewhere.com",
        "a b",
        "[::",
    ],
)
def test_a_host_that_is_not_ours_is_refused(house, path, host):
    assert house.visit(path, Host=host).status == 400
    assert house.visit(path, X_Forwarded_Host=host).status == 400
    assert house.visit(path, X_Forwarded_Host=f"shop.example.com, {host}").status == 400


def test_a_proxy_may_repeat_our_host_in_a_header_of_its_own(house):
    assert house.visit("/accounts/login/", X_Forwarded_Host="shop.example.com").status == 200


@pytest.mark.parametrize("proto", ["", "http", "https, http", "HTTP"])
def test_who_came_by_plain_http_is_sent_to_https(house, proto):
    answer = house.visit("/accounts/login/", **{"X-Forwarded-Proto": proto})
    assert (answer.status, answer.headers["Location"]) == (301, "https://shop.example.com/accounts/login/")


def test_cookies_travel_by_https_only(house):
    cookies = house.visit("/accounts/login/").headers.get_all("Set-Cookie")
    assert cookies
    assert all("; Secure" in cookie for cookie in cookies)


def test_static_files_are_named_by_their_content_kept_for_years_and_compressed(house):
    page = house.visit("/accounts/login/").text
    (style,) = re.findall(r'href="(/static/css/app\.[0-9a-f]{12}\.css)"', page)
    answer = house.visit(style, Accept_Encoding="identity")
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["Access-Control-Allow-Origin"] is None
    for part in re.findall(r'url\("([^"]+)"\)', answer.text):
        assert re.search(r"\.[0-9a-f]{12}\.css$", part)
        assert house.visit(f"/static/css/{part}").status == 200


@pytest.mark.parametrize(
    ("trusted", "said", "believed"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.2", "198.51.100.7"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_a_visitor_cannot_choose_the_address_that_is_counted(settings, trusted, said, believed):
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": said} if said else {})
    answer = ForwardedHeaders(lambda passed: HttpResponse(get_adapter().get_client_ip(passed)))(request)
    assert answer.content.decode() == believed


@pytest.mark.parametrize(
    ("trusted", "said", "secure"),
    [
        (0, "https", False),
        (1, "https", True),
        (1, "https, http", False),
        (2, "http, https, http", True),
        (1, "", False),
    ],
)
def test_a_visitor_cannot_claim_to_have_come_by_https(settings, trusted, said, secure):
    settings.TRUSTED_PROXIES = trusted
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get("/", headers={"X-Forwarded-Proto": said})
    answer = ForwardedHeaders(lambda passed: HttpResponse(str(passed.is_secure())))(request)
    assert answer.content.decode() == str(secure)


@pytest.mark.django_db
def test_a_page_made_for_one_person_is_kept_by_nobody(client):
    client.force_login(UserFactory())
    assert client.get("/shop/")["Cache-Control"] == "private, no-cache"
