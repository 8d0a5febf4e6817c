"""{% kept %}: a part of a page that is made once an edition for all whom it suits, and holds nothing of one of them."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone

from shop.edition.horizon import true_until
from tests.shop.edition.visitors import look, text, token

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.urls("tests.shop.edition.test_parts")]

PART = Template(
    '{% load edition %}{% kept "part" request.GET.who %}Number {{ making }}.'
    '<form>{% csrf_token %}</form>In the basket: {% personal "basket" %}{% endkept %}'
)
numbers: list[int] = []


def part(request):
    """Tells how often it was made; ?ends: what is true for a moment only."""

    def making():
        numbers.append(len(numbers))
        if "ends" in request.GET:
            true_until(timezone.now() + timedelta(microseconds=1))
        return numbers[-1]

    return HttpResponse(PART.render(RequestContext(request, {"making": making})))


urlpatterns = [path("part/", part), path("", include("config.urls"))]


def number(address, client=None):
    return text(address, client).split(".")[0]


def test_it_is_made_once_for_all_whom_it_suits():
    assert number("/part/?who=net") == number("/part/?who=net")
    assert number("/part/?who=net") != number("/part/?who=gross")


def test_a_change_of_what_visitors_see_makes_it_anew(loaf):
    before = number("/part/?who=net")
    loaf.title = "Rye loaf"
    loaf.save()
    assert number("/part/?who=net") != before


def test_what_was_true_until_an_instant_is_made_anew_after_it():
    first, second, third = (number("/part/?ends") for _ in range(3))
    assert first != second != third


def test_each_reader_gets_their_own_form_token_and_basket(loaf):
    address = reverse("basket:add", args=[loaf.pk])
    ada, bo = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    theirs = {client: token(look("/part/?who=all", client)) for client in (ada, bo)}
    assert ada.post(address, {"quantity": 3, "csrfmiddlewaretoken": theirs[ada]}).status_code == 302
    assert bo.post(address, {"quantity": 1, "csrfmiddlewaretoken": theirs[ada]}).status_code == 403
    made = number("/part/?who=all", ada)
    assert ">3<" in text("/part/?who=all", ada)
    assert ">3<" not in text("/part/?who=all", bo)
    assert number("/part/?who=all", bo) == made
