"""A product's page: how it is sold, what it costs, whether it can be had and what is in it, in words."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from oscar.core.loading import get_model

from shop.goods import pictures
from shop.goods.models import Deposit
from shop.pricing.models import ListPrice, PriceList
from tests.factories import MemberFactory, ProductFactory
from tests.oscar_forks.shelf import png
from tests.shop.edition.visitors import as_if_committed, stored_pages
from tests.shop.updates.shelf import family
from tests.testbed.house import forget_what_was_cached

pytestmark = pytest.mark.django_db


def text(product, client=None):
    page = (client or Client()).get(product.get_absolute_url()).content.decode()
    return " ".join(page.replace("&#x27;", "'").split())


def cheaper(product, **steps):
    """ten=… is the price from ten on, for everybody."""
    numbers = {"ten": 10, "twenty": 20}
    listed = PriceList.objects.create(name="By the case", is_for_everybody=True)
    for name, price in steps.items():
        record = product.stockrecords.get()
        ListPrice.objects.create(price_list=listed, stockrecord=record, from_quantity=numbers[name], price=D(price))


def hang_up(product, count):
    for place in range(count):
        image = pictures.keep(file=png(), title=f"Loaf {place}")
        get_model("catalogue", "ProductImage").objects.create(product=product, original=image, display_order=place)


def test_how_it_is_sold_is_said_in_words():
    rye = ProductFactory(
        upc="EL-RYE", pack="6 × 800 g", sold_by="case", pieces=6, net_content=D("4.8"), maximum=4, step=2, minimum=2
    )
    page = text(rye)
    for words in ("Case of 6", "6 × 800 g", "SKU EL-RYE", "a case", "a piece", "per kg", "4.8 kg"):
        assert words in page
    assert "Sold in steps of 2 cases, at most 4 cases in one order." in page


def test_breaks_are_a_table_with_what_one_saves():
    loaf = ProductFactory(price=D("3.20"), num_in_stock=50)
    cheaper(loaf, ten="3.00", twenty="2.80")
    page = text(loaf)
    for words in ("from 1 piece", "from 10 pieces", "£0.20", "(6 %)", "from 20 pieces", "£0.40", "(12 %)"):
        assert words in page


def test_a_visitor_reads_gross_and_a_member_net_each_with_the_rate():
    juice = ProductFactory(price=D("10.00"), tax_class_id="drinks")
    page = text(juice)
    assert page.index("£12.00") < page.index("£10.00")
    assert "VAT on this is 20 %" in page
    member = Client()
    member.force_login(MemberFactory().user)
    page = text(juice, member).partition("<h1>")[2]
    assert page.index("£10.00") < page.index("£12.00")
    assert "VAT on this" not in text(ProductFactory(tax_class_id="bread"))


def test_a_deposit_is_named_with_its_price():
    crate = Deposit.objects.create(name="Wooden crate", price=D("6.40"))
    page = text(ProductFactory(deposit=crate))
    assert "£6.40" in page
    assert "(Wooden crate): you get it back when it comes back." in page


def test_availability_comes_with_the_days_ahead_and_the_season():
    today = timezone.localdate()
    ahead = ProductFactory(lead_days=2, num_in_stock=3)
    assert ("3 left" in text(ahead), "Order 2 days ahead" in text(ahead)) == (True, True)
    to_come = today + timedelta(days=20)
    danish = text(ProductFactory(season_first=to_come, season_last=to_come + timedelta(days=30)))
    assert f"In season from {to_come.day} {to_come:%B %Y}" in danish
    assert "Tell me when it is back" in danish
    assert "/basket/add/" not in danish.partition("More from this shelf")[0]


def test_allergens_are_said_for_what_contains_some_for_what_has_none_and_for_what_is_not_known():
    page = text(ProductFactory(allergens=("gluten", "milk"), may_contain=("nuts",), ingredients="*Wheat* flour, <b>"))
    for words in ("Gluten (cereals), Milk", "May contain", "Nuts", "<strong>Wheat</strong> flour, &lt;b&gt;"):
        assert words in page
    none = text(ProductFactory(allergens=(), may_contain=("celery",)))
    assert ("None of the 14 allergens" in none, "Celery" in none) == (True, True)
    unknown = text(ProductFactory(allergens=None))
    assert "Not stated yet: please ask us before you order." in unknown
    assert "None of the 14" not in unknown


def test_variants_are_chosen_by_their_own_pack_price_and_stock_and_what_is_missing_says_so():
    decaf, (beans, _) = family("Decaf, whole beans, 1 kg", "Decaf, ground for filter, 1 kg")
    beans.stockrecords.update(num_in_stock=4, price=D("19.80"))
    page = text(decaf)
    assert ">Whole beans</label>" in page
    assert ">Ground for filter</label>" in page
    chosen, missing = (
        page.partition(f'id="variant-{each.pk}"')[2].partition("</div> </div>")[0] for each in family_of(decaf)
    )
    assert ("checked" in chosen, "4 left" in chosen, "£19.80" in chosen) == (True, True, True)
    assert ("disabled" in missing, "Sold out" in missing) == (True, True)


def family_of(parent):
    return sorted(parent.children.all(), key=lambda each: each.stockrecords.get().num_in_stock, reverse=True)


def test_several_pictures_are_links_to_the_large_ones_and_one_alone_is_no_gallery():
    loaf = ProductFactory()
    hang_up(loaf, 3)
    page = text(loaf)
    for number in (1, 2, 3):
        assert f'href="#picture-{number}"' in page
        assert f'id="picture-{number}"' in page
    assert "picture 2 of 3" in page
    one = ProductFactory()
    hang_up(one, 1)
    assert 'href="#picture' not in text(one)


def test_what_is_put_away_says_so_and_offers_no_waiting():
    page = text(ProductFactory(archived_at=timezone.now()))
    assert "We don't make this any more" in page
    assert "Tell me when" not in page


def test_a_page_of_many_variants_and_pictures_costs_what_one_of_few_costs(settings):
    settings.VISITOR_PAGES = True
    costs = []
    for count in (2, 12):
        member = Client()
        member.force_login(MemberFactory().user)
        decaf, variants = family(*[f"Decaf, grind {n}, 1 kg" for n in range(count)])
        variants[0].stockrecords.update(num_in_stock=4)
        hang_up(decaf, count)
        for _ in range(2):
            as_if_committed()
            member.get(decaf.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            member.get(decaf.get_absolute_url())
        costs.append([query["sql"] for query in asked.captured_queries])
    few, many = costs
    assert len(few) == len(many), many
    assert len(many) <= 20, many


def test_a_stored_page_ends_with_the_day_as_seasons_and_prices_do(settings):
    settings.VISITOR_PAGES = True
    forget_what_was_cached()
    as_if_committed()
    Client().get(ProductFactory().get_absolute_url())
    (page,) = stored_pages()
    assert page.until <= timezone.now() + timedelta(days=1)


class TestRecentlyViewed:
    def test_are_shown_in_the_order_asked_for_eight_at_most_and_only_what_is_public(self, client):
        loaves = [ProductFactory(title=f"Loaf {n}") for n in range(10)]
        secret = ProductFactory(title="Secret", is_public=False)
        numbers = [secret.pk, *(each.pk for each in reversed(loaves))]
        page = client.get(f"/shop/recent/?ids={','.join(map(str, numbers))}").content.decode()
        assert [f"Loaf {n}</a>" in page for n in range(10)] == [False] * 3 + [True] * 7
        assert "Secret" not in page
        assert page.index("Loaf 9</a>") < page.index("Loaf 3</a>")

    @pytest.mark.parametrize("ids", ["", "x,-1,1.5", "9" * 40, "%00", "٣,²", ",,,"])
    def test_nonsense_shows_nothing(self, client, ids):
        answer = client.get(f"/shop/recent/?ids={ids}")
        assert (answer.status_code, answer.text.strip()) == (200, "")

    def test_cost_the_same_for_one_and_for_eight_and_write_nothing(self, client):
        loaves = [ProductFactory() for _ in range(8)]
        costs = []
        for wanted in (loaves[:1], loaves):
            address = f"/shop/recent/?ids={','.join(str(each.pk) for each in wanted)}"
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            costs.append([query["sql"] for query in asked.captured_queries])
        assert len(costs[0]) == len(costs[1]), costs[1]
        assert all(sql.startswith("SELECT") for sql in costs[1])
