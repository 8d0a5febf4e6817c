from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Site

from config.settings import test as tests_own
from demo.seed import seed
from home.models import HomePage
from shop.accounts.demo import PASSWORD, PEOPLE
from shop.accounts.models import User
from shop.accounts.roles import CAFE_STAFF
from shop.cafes.domain import coming_week
from shop.cafes.models import Cafe

pytestmark = pytest.mark.usefixtures("house")


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


def test_the_demo_is_seeded_once_and_what_people_did_to_it_stays():
    HomePage.objects.update(title="Ours")
    before = rows()
    assert not seed(now=timezone.now() + timedelta(days=1))
    assert rows() == before
    assert HomePage.objects.get().title == "Ours"


def test_everyone_on_the_list_can_sign_in_and_is_known_by_address(client):
    for person in PEOPLE:
        client.logout()
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert client.session.get("_auth_user_id"), person.email


def test_nobody_but_staff_of_a_cafe_works_at_one():
    at_work = User.objects.exclude(partners=None)
    assert [person.email for person in at_work] == [each.email for each in PEOPLE if each.role == CAFE_STAFF]


def test_the_cafes_differ_in_days_zones_and_series_and_one_closes_within_the_fortnight():
    cafes = Cafe.objects.all()
    assert {cafe.time_zone for cafe in cafes} == {"Europe/London", "Europe/Dublin"}
    assert len({cafe.series_prefix for cafe in cafes}) == len({cafe.hours.week for cafe in cafes}) == 3
    seeded = HomePage.objects.get().first_published_at
    for cafe in cafes:
        fortnight = [day for week in (0, 7) for day in coming_week(cafe.hours, seeded + timedelta(days=week))]
        usual = {opening.weekday for opening in cafe.hours.week}
        assert any(day.special and not day.openings and day.date.weekday() in usual for day in fortnight)


def test_wagtails_welcome_page_gives_way_and_the_site_knows_its_address():
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get()
    assert f"http://{site.hostname}:{site.port}" == tests_own.SITE_URL
    assert not Page.objects.filter(title__startswith="Welcome to your new").exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_news_is_recent_on_the_day_of_seeding(client):
    newest = client.get("/news/").context["page_obj"][0]
    assert newest.date == HomePage.objects.get().first_published_at.date() - timedelta(days=2)


def test_a_house_that_is_no_demo_is_never_seeded_nor_thrown_away(settings):
    settings.DEMO = False
    before = rows()
    for command in (["demo"], ["demo", "--reset"]):
        with pytest.raises(CommandError, match="no demo"):
            call_command(*command)
    assert rows() == before
