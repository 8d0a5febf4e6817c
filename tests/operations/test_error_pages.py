"""When something is wrong, the page says what happened, what was kept and what to do."""

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path

from config.urls import urlpatterns as of_the_house
from shop.accounts.models import User


def refuse(request):
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied


def fail(request):
    raise RuntimeError("planted")


urlpatterns = [
    path("planted/refuse/", refuse),
    path("planted/fail/", fail),
    path("planted/form/", lambda request: HttpResponse("sent")),
    *of_the_house,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.one_engine]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.django_db
def test_a_page_that_is_not_there_leads_on_to_shop_search_and_home(visitor):
    answer = visitor.get("/nothing-here/")
    assert answer.status_code == 404
    assert answer.charset == "utf-8"
    for way_on in ("We can't find that page", 'href="/shop/"', 'href="/search/"', 'href="/"', "site-header"):
        assert way_on in answer.content.decode()


@pytest.mark.django_db
def test_who_is_not_signed_in_is_shown_the_way_to_sign_in_and_back(visitor):
    answer = visitor.get("/planted/refuse/?page=2")
    assert answer.status_code == 403
    assert "/accounts/login/?next=/planted/refuse/%3Fpage%3D2" in answer.content.decode()


@pytest.mark.django_db
def test_who_is_signed_in_is_told_as_whom(visitor):
    visitor.force_login(User.objects.create_user("ada@example.com"))
    answer = visitor.get("/planted/refuse/")
    assert answer.status_code == 403
    assert "signed in as ada@example.com" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_came_too_late_changed_nothing_and_says_how_to_go_on(visitor):
    answer = visitor.post("/planted/form/", {"note": "x"})
    assert answer.status_code == 403
    for word in ("Please send that again", "nothing was changed", "basket is as you left it", "reload the page"):
        assert word in answer.content.decode()


def test_a_failure_of_ours_has_a_page_that_needs_no_database(visitor):
    answer = visitor.get("/planted/fail/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "planted" not in answer.content.decode()


def test_a_request_that_makes_no_sense_has_a_page_that_needs_no_database(visitor):
    answer = visitor.get("/", headers={"Host": "elsewhere.example.com"})
    assert answer.status_code == 400
    assert "nothing was changed" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_of_last_resort_need_neither_context_nor_collected_files(rf, settings, name):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.STATIC_ROOT = "/nowhere"
    assert b"/static/css/app.css" in render(rf.get("/"), name).content
