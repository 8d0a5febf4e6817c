"""Search engines and those who share a page are told what it is, at one address, in words that can't break it."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Site

from home import facts
from home.frame import SiteSettings
from tests import stories
from tests.factories import ProductFactory
from tests.home.small_site import front_page, page_below

pytestmark = pytest.mark.django_db


def facts_of(page: str) -> dict[str, dict]:
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    return {fact["@type"]: fact for fact in json.loads(text)["@graph"]}


def meta(page: str, name: str) -> str | None:
    found = re.search(rf'<meta property="{name}"\s+content="([^"]*)"', page)
    return found and found[1]


def addresses(client, path: str) -> list[str]:
    return [each.text for each in ElementTree.fromstring(client.get(path).content).iter() if each.tag.endswith("loc")]


@pytest.fixture
def picture(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    file = tmp_path / "table.png"
    Drawing.new("RGB", (1600, 900), "#a03c17").save(file)
    with file.open("rb") as opened:
        return get_image_model().objects.create(title="A table", file=ImageFile(opened, name="table.png"))


def test_a_page_has_one_address_whatever_is_asked_of_it(client, settings):
    home = front_page()
    page_below(home, "About us", slug="about")
    for query in ("", "?utm_source=post", "?page=1", "?page=x"):
        page = client.get(f"/about/{query}").content.decode()
        assert f'<link rel="canonical" href="{settings.SITE_URL}/about/">' in page
    assert f'href="{settings.SITE_URL}/about/?page=2">' in client.get("/about/?page=2&x=y").content.decode()


def test_who_shares_a_page_shares_its_words_and_a_picture_in_pixels(client, picture):
    front_page(introduction="Bread, coffee and good food for the trade.")
    SiteSettings.objects.create(site=Site.objects.get(), share_picture=picture)
    page = client.get("/").content.decode()
    assert meta(page, "og:title") == "Good things by the case"
    assert meta(page, "og:description") == "Bread, coffee and good food for the trade."
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("1200", "630")
    address = meta(page, "og:image")
    assert address.startswith("http")
    assert address.endswith(".jpg")
    assert {"Organization", "WebSite"} <= set(facts_of(page))


def test_nothing_that_editors_write_can_end_the_facts_or_the_head(client):
    evil = '</script><script>alert("x")</script>&'
    home = front_page()
    page_below(home, evil, slug="evil")
    page = client.get("/evil/").content.decode()
    assert "<script>alert" not in page
    assert facts_of(page)["BreadcrumbList"]["itemListElement"][-1]["name"] == evil


def test_a_product_page_tells_price_stock_and_the_way_there(client):
    front_page()
    loaf = ProductFactory(title="Rye loaf", upc="RYE-1", price="3.20", num_in_stock=4, tax_class_id="drinks")
    told = facts_of(client.get(loaf.get_absolute_url()).content.decode())
    offer = told["Product"]["offers"]
    assert (told["Product"]["sku"], offer["price"], offer["priceCurrency"]) == ("RYE-1", "3.84", "GBP")
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["priceSpecification"]["valueAddedTaxIncluded"] is True
    assert [step["name"] for step in told["BreadcrumbList"]["itemListElement"]] == ["CafeDjango", "Shop", "Rye loaf"]


def test_a_cafe_tells_its_week_and_the_days_on_which_it_stays_closed():
    hours = stories.early_loaf().hours
    told = facts.opening_hours(hours)
    assert len(told) >= len(hours.week)
    assert {"opens", "closes", "dayOfWeek"} <= set(told[0])
    closed = [each for each in told if each["opens"] == each["closes"] == "00:00"]
    assert [each["validFrom"] for each in closed] == [
        day.date.isoformat() for day in hours.special_days if not day.openings
    ]


def test_pages_that_are_nobody_s_to_share_say_nothing(client):
    front_page()
    for path in ("/accounts/login/", "/nothing-here/", "/basket/"):
        page = client.get(path).content.decode()
        assert "og:" not in page
        assert "canonical" not in page


def test_the_sitemap_names_what_is_public_and_nothing_else(client, settings):
    home = front_page()
    page_below(home, "About us", slug="about")
    page_below(home, "Soon", slug="soon").unpublish()
    loaf, withdrawn = ProductFactory(title="Rye"), ProductFactory(title="Old", is_public=False)
    parts = addresses(client, "/sitemap.xml")
    named = {address for part in parts for address in addresses(client, part.removeprefix(settings.SITE_URL))}
    assert {f"{settings.SITE_URL}{path}" for path in ("/", "/about/", loaf.get_absolute_url())} == named
    assert withdrawn.get_absolute_url() not in str(named)
    assert "lastmod" in client.get("/sitemap-pages.xml").content.decode()


def test_robots_are_kept_from_private_rooms_and_shown_the_sitemap(client, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /basket/", "Disallow: /account/", "Disallow: /cms/"} <= set(lines)
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("how", ["renamed", "moved"])
def test_an_old_address_leads_to_where_the_page_is_now(client, django_capture_on_commit_callbacks, how):
    home = front_page()
    trade, page = page_below(home, "Trade", slug="trade"), page_below(home, "Prices", slug="prices")
    if how == "renamed":
        page.slug = "price-list"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        now = "/price-list/"
    else:
        page.move(trade, pos="last-child")
        now = "/trade/prices/"
    answer = client.get("/prices/")
    assert (answer.status_code, answer["Location"]) == (301, now)
    assert client.get(now).status_code == 200
