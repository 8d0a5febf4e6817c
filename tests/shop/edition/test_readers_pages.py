"""Whoever passes by the visitors' store reads a page that was made once an edition for all who read the same."""

from datetime import timedelta

import pytest
from django.contrib import messages
from django.http import HttpRequest
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone
from django.views import View
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from shop.edition.fragments import closed_up
from shop.edition.horizon import true_until
from shop.edition.views import ForEverybody
from tests.factories import MemberFactory, ProductFactory, UserFactory
from tests.home.small_site import front_page
from tests.shop.edition.visitors import look, text, token

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.urls("tests.shop.edition.test_readers_pages")]

COUNTING = """{% load edition %}Number {{ making }}.<form>{% csrf_token %}</form>
In the basket: {% personal "basket" %} {% include "components/messages.html" %}"""
numbers: list[int] = []


class Counting(ForEverybody, View):
    """Tells how often it was made; ?ends: what is true for a moment only; ?say: with something for who asks."""

    def get(self, request):
        if "ends" in request.GET:
            true_until(timezone.now() + timedelta(microseconds=1))
        if "say" in request.GET:
            messages.info(request, "This is for you alone.")
        request.is_personal = "mine" in request.GET
        return TemplateResponse(request, engines["django"].from_string(COUNTING), {"making": self.number})

    def number(self):
        numbers.append(len(numbers))
        return numbers[-1]


urlpatterns = [path("counting/", Counting.as_view()), path("", include("config.urls"))]


def number(address, client=None):
    return text(address, client).split(".")[0]


def by_its_first_word(request: HttpRequest) -> str | None:
    return request.GET.get("who")


@pytest.fixture
def readers(settings):
    settings.PAGE_READER = "tests.shop.edition.test_readers_pages.by_its_first_word"


def signed_in(user=None):
    client = Client()
    client.force_login(user or UserFactory())
    return client


def test_it_is_made_once_for_all_who_read_the_same(readers):
    assert number("/counting/?who=net") == number("/counting/?who=net")
    assert number("/counting/?who=net") != number("/counting/?who=gross")


def test_for_who_reads_like_nobody_else_it_is_made_each_time(readers):
    assert number("/counting/?it") != number("/counting/?it")


def test_a_change_of_what_visitors_see_makes_it_anew(loaf):
    before = number("/counting/?")
    loaf.title = "Rye loaf"
    loaf.save()
    assert number("/counting/?") != before


def test_what_was_true_until_an_instant_is_made_anew_after_it():
    first, second, third = (number("/counting/?ends") for _ in range(3))
    assert first != second != third


def test_a_page_that_says_more_of_a_person_is_kept_for_nobody():
    assert number("/counting/?mine") != number("/counting/?mine")


def test_what_is_said_to_one_person_is_said_to_no_other():
    ada, bo = signed_in(), signed_in()
    said = "for you alone"
    assert said in text("/counting/?say", ada)
    text("/counting/?", bo)
    assert said not in text("/counting/?", bo)
    assert said not in text("/counting/?", ada)


def test_each_gets_their_own_form_token_and_basket(loaf):
    address = reverse("basket:add", args=[loaf.pk])
    ada, bo = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    theirs = {client: token(look("/counting/?all", client)) for client in (ada, bo)}
    assert ada.post(address, {"quantity": 3, "csrfmiddlewaretoken": theirs[ada]}).status_code == 302
    assert bo.post(address, {"quantity": 1, "csrfmiddlewaretoken": theirs[ada]}).status_code == 403
    text("/counting/?all", ada)  # "3 × Sourdough loaf added" is hers alone
    made = number("/counting/?all", ada)
    assert ">3<" in text("/counting/?all", ada)
    assert ">3<" not in text("/counting/?all", bo)
    assert number("/counting/?all", bo) == made


def test_a_page_that_is_closed_to_some_is_read_by_who_knows_its_word(client):
    page = front_page().add_child(
        instance=StandardPage(title="For staff", slug="staff", introduction="The key is here.")
    )
    closed = PageViewRestriction.objects.create(page=page, restriction_type="password", password="open")
    ada, bo = signed_in(), signed_in()
    ada.post(
        reverse("wagtailcore_authenticate_with_password", args=[closed.pk, page.pk]),
        {"password": "open", "return_url": "/staff/"},
    )
    assert "The key is here." in text("/staff/", ada)
    assert "The key is here." not in text("/staff/", bo)
    assert "The key is here." not in text("/staff/?", Client())


def test_who_belongs_to_several_accounts_reads_there_which_it_is_and_nobody_else_does():
    member = MemberFactory(account__name="Hartley's Kitchen")
    MemberFactory(user=member.user, account__name="Zest Catering")
    ProductFactory(title="Rye")
    ada, bo = signed_in(member.user), signed_in(MemberFactory(account__name="Other").user)
    for _ in range(2):
        assert "Hartley&#x27;s Kitchen" in text("/shop/", ada)
        assert "Hartley" not in text("/shop/", bo)


ADDRESSES = ("/", "/shop/", "/shop/?diet=vegan", "/search/?q=rye", "/search/?q=nothing+of+this")


@pytest.mark.parametrize("address", [*ADDRESSES, "its product's"])
def test_a_page_kept_for_one_is_for_the_other_what_it_would_be_without_keeping(settings, address):
    front_page()
    goods = [ProductFactory(title="Rye", num_in_stock=left) for left in (20, 0)]
    pages = [each.get_absolute_url() for each in goods] if address.startswith("its") else [address]
    ada, bo = (MemberFactory().user for _ in range(2))
    for page in pages:
        bo_reads = signed_in(bo)
        settings.VISITOR_PAGES = False
        wanted = as_read(text(page, bo_reads))
        settings.VISITOR_PAGES = True
        text(page, signed_in(ada))
        assert as_read(text(page, bo_reads)) == wanted


def as_read(page: str) -> str:
    """Whatever its form tokens are, and however it is laid out."""
    return closed_up(page.replace(token_in, "") if (token_in := token_of(page)) else page)


def token_of(page: str) -> str:
    _, _, after = page.partition('name="csrfmiddlewaretoken" value="')
    return after.partition('"')[0]
