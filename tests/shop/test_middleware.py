"""A refusal that no page expected is read as a page; a fault stays a fault."""

import pytest
from django.test import Client
from django.urls import include, path

from shop.refusals import Refusal

pytestmark = pytest.mark.django_db


def refuses(request):
    raise Refusal("Only 2 left of <Rye> loaf; you asked for 3.")


def fails(request):
    raise ZeroDivisionError


urlpatterns = [path("refuses/", refuses), path("fails/", fails), path("", include("config.urls"))]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_a_refusal_is_shown_in_its_words(visitor):
    answer = visitor.get("/refuses/")
    assert answer.status_code == 409
    assert "Only 2 left of &lt;Rye&gt; loaf; you asked for 3." in answer.content.decode()


def test_a_fault_is_not_taken_for_a_refusal(visitor):
    assert visitor.get("/fails/").status_code == 500
