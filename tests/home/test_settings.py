"""Marketing sets what frames every page: the announcement, the menus, the footer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from home.frame import SiteSettings, announcement_shown, next_change
from home.links import validate_address
from shop.accounts.roles import CAFE_STAFF, MARKETING
from shop.edition.horizon import looking_ahead
from tests.factories import ProductFactory, UserFactory
from tests.home.small_site import front_page, page_below
from tests.shop.ordering.checkouts import a_cafe

pytestmark = pytest.mark.django_db

BEGINS = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)
ENDS = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
SCREEN = "/cms/settings/home/sitesettings/"


def link(kind: str, **value) -> dict:
    return {"type": kind, "value": value}


def frame_of(**fields) -> SiteSettings:
    return SiteSettings.objects.create(site=Site.objects.get(), **fields)


@pytest.mark.parametrize(
    ("now", "shown"), [(BEGINS - INSTANT, False), (BEGINS, True), (ENDS - INSTANT, True), (ENDS, False)]
)
def test_an_announcement_is_shown_from_its_first_instant_until_its_last(now, shown):
    assert announcement_shown("Closed on Monday", BEGINS, ENDS, now) is shown


def test_an_announcement_without_times_is_shown_until_it_is_changed_and_an_empty_one_never():
    assert announcement_shown("Closed on Monday", None, None, BEGINS)
    assert not announcement_shown("", None, None, BEGINS)


@pytest.mark.parametrize(("now", "next_one"), [(BEGINS - INSTANT, BEGINS), (BEGINS, ENDS), (ENDS, None)])
def test_the_clock_changes_the_frame_when_the_announcement_begins_and_ends(now, next_one):
    assert next_change(BEGINS, ENDS, now) == next_one


def test_every_page_carries_what_marketing_set_and_links_follow_their_pages(client):
    home = front_page()
    wholesale = page_below(home, "Wholesale", slug="wholesale")
    hidden = page_below(home, "Not yet", slug="not-yet")
    hidden.unpublish()
    frame_of(
        announcement="New: rye on Tuesdays",
        announcement_link=[link("page", page=wholesale.pk, words="How to order")],
        announcement_until=timezone.now() + timedelta(hours=1),
        main_menu=[link("page", page=wholesale.pk, words=""), link("page", page=hidden.pk, words="")],
        footer_words="Three cafés, one kitchen table.",
        footer_links=[link("address", address="/shop/", words="The whole list")],
        contact_line="hello@cafedjango.example",
        profiles=[link("profile", name="Photographs", address="https://photos.example/cafedjango")],
    )
    wholesale.slug = "trade"
    wholesale.save_revision().publish()
    with looking_ahead() as horizon:
        page = client.get("/trade/").content.decode()
    for words in ("New: rye on Tuesdays", "How to order", "Three cafés, one kitchen table.", "The whole list"):
        assert words in page
    for address in ("/trade/", "mailto:hello@cafedjango.example", "https://photos.example/cafedjango"):
        assert f'href="{address}"' in page
    assert "/wholesale/" not in page
    assert "Not yet" not in page
    assert horizon.until == SiteSettings.objects.get().announcement_until


def test_an_announcement_that_is_over_leaves_no_trace(client):
    front_page()
    frame_of(announcement="New: rye on Tuesdays", announcement_until=timezone.now())
    assert "announcement" not in client.get("/").content.decode()


def test_the_foot_of_every_page_and_the_checkout_lead_to_the_terms_of_sale_if_there_are_any(client):
    home = front_page()
    terms = page_below(home, "Terms of sale", slug="terms", show_in_menus=False)
    client.post(reverse("basket:add", args=[ProductFactory(cafe=a_cafe()).pk]), {"quantity": 1})
    pages = ("/", "/checkout/")
    assert not [path for path in pages if b"Terms of sale" in client.get(path).content]
    frame_of(terms_page=terms)
    assert b"By placing the order you accept our" in client.get("/checkout/").content
    assert [client.get(path).content.decode().count('href="/terms/"') for path in pages] == [1, 2]
    terms.unpublish()
    assert not [path for path in pages if b"Terms of sale" in client.get(path).content]


def test_reading_pages_writes_no_settings(client):
    front_page()
    assert client.get("/").status_code == 200
    assert not SiteSettings.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//elsewhere.example", "data:text/html,x", "shop"])
def test_a_link_leads_to_a_page_or_an_address_and_never_runs_a_script(address):
    with pytest.raises(ValidationError):
        validate_address(address)


def test_an_announcement_cannot_end_before_it_begins():
    with pytest.raises(ValidationError, match="before it begins"):
        SiteSettings(announcement="x", announcement_from=ENDS, announcement_until=BEGINS).clean()


def test_marketing_may_set_the_frame_and_staff_of_a_cafe_may_not(client):
    front_page()
    client.force_login(UserFactory(groups=[MARKETING.name]))
    answer = client.get(SCREEN, follow=True)
    assert "Who we are, in a sentence." in answer.content.decode()
    client.force_login(UserFactory(groups=[CAFE_STAFF.name]))
    assert client.get(SCREEN).status_code in (302, 403)
