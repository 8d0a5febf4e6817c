"""The order pad: what an account orders, on one page, at its own prices, as one form."""

from decimal import Decimal as D

import pytest
from django.test import Client
from oscar.core.loading import get_model

from shop.pricing.models import AccountPriceList, ListPrice, PriceList
from tests.factories import BasketFactory, CafeFactory, MemberFactory, OrderFactory, ProductFactory, UserFactory
from tests.shop.pad.page import PAD, in_basket, number, send, soup, text, written

pytestmark = pytest.mark.django_db


def ordered(member, *lines):
    order = OrderFactory(user=member.user, lines=lines)
    order.account = member.account
    order.save(update_fields=["account"])
    return order


def test_a_visitor_signs_in_first_and_who_may_not_order_is_told(account, as_person):
    assert Client().get(PAD)["Location"].startswith("/accounts/login/?next=/shop/pad/")
    bookkeeper = as_person(MemberFactory(account=account, role="bookkeeper")).get(PAD)
    assert bookkeeper.status_code == 403
    assert "Your role in this account doesn't allow that." in text(bookkeeper)
    nobody = Client()
    nobody.force_login(UserFactory())
    answer = nobody.get(PAD)
    assert (answer.status_code, "Apply for a trade account" in text(answer)) == (403, True)


def test_each_row_says_what_it_is_and_costs_and_how_it_is_sold(client, account, loaf):
    own = PriceList.objects.create(name="Weekly")
    AccountPriceList.objects.create(account=account, price_list=own)
    for quantity, price in ((1, "3.20"), (20, "2.90")):
        ListPrice.objects.create(
            price_list=own, stockrecord=loaf.stockrecords.get(), from_quantity=quantity, price=D(price)
        )
    loaf.allergens = ("gluten", "milk")
    loaf.save()
    row = " ".join(soup(client.get(PAD)).find(class_="pad-row").get_text(" ").split())
    for words in ("Country loaf", "EL-LOAF", "£3.20", "£2.90 from 20", "your price", "In stock", "steps of 2"):
        assert words in row
    assert "Contains gluten, milk" in row


def test_what_the_account_orders_comes_first_with_its_usual_number(client, ada, holly, loaf, roll):
    ordered(holly, (roll, 30))
    page = soup(client.get(PAD))
    first = page.find(class_="pad__section")
    assert first.find("h2").text == "My usuals"
    assert [link.text for link in first.select(".pad-row__name a")] == ["Poppy roll"]
    assert "usually 30" in first.text
    assert written(send(client, asked="usuals")) == {roll.pk: "30"}


def test_another_account_s_orders_and_cancelled_ones_are_no_habit(client, ada, loaf):
    ordered(MemberFactory(), (loaf, 2))
    ordered(ada, (loaf, 2)).set_status("Cancelled", reason="a test")
    assert "My usuals" not in text(client.get(PAD))


def test_what_is_written_goes_into_the_basket_however_often_it_is_sent(client, ada, loaf, roll):
    page = client.get(PAD)
    for _ in range(2):
        answer = send(client, page, **number(loaf, 4), **number(roll, 30))
        assert answer["Location"] == "/basket/"
    assert in_basket(ada.user) == {"EL-LOAF": 4, "EL-ROLL": 30}
    line = ada.user.baskets.get().lines.get(product=loaf)
    assert (line.price_excl_tax, line.stockrecord) == (D("3.50"), loaf.stockrecords.get())


def test_the_pad_shows_the_basket_and_changes_only_what_is_changed_on_it(client, ada, loaf, roll):
    BasketFactory(owner=ada.user, lines=[(loaf, 4), (roll, 30)])
    page = client.get(PAD)
    assert written(page) == {loaf.pk: "4", roll.pk: "30"}
    ada.user.baskets.get().lines.filter(product=roll).update(quantity=50)  # in another tab
    send(client, page, **number(loaf, ""))
    assert in_basket(ada.user) == {"EL-ROLL": 50}


def test_a_refused_line_is_named_with_its_reason_and_stays_written(client, ada, loaf, roll):
    answer = send(client, **number(loaf, 5), **number(roll, "many"))
    assert answer.status_code == 200
    refused = " ".join(soup(answer).find(id="refused").get_text(" ").split())
    assert "Country loaf , 5: This is sold in steps of 2: order 4 or 6." in refused
    assert "Poppy roll , many: Write a whole number" in refused
    assert written(answer) == {loaf.pk: "5", roll.pk: "many"}
    assert in_basket(ada.user) == {}


def test_good_lines_beside_a_refused_one_are_in_the_basket(client, ada, loaf, roll):
    answer = send(client, **number(loaf, 5), **number(roll, 30))
    assert "1 line is in your basket, 1 is not yet" in text(answer)
    assert in_basket(ada.user) == {"EL-ROLL": 30}


def test_what_is_gone_meanwhile_is_named(client, loaf, roll):
    page = client.get(PAD)
    loaf.is_public = False
    loaf.save()
    answer = send(client, page, **number(loaf, 4))
    assert "Country loaf: no longer sold." in text(answer)


def test_the_total_says_what_is_missing_and_when_it_can_go(client, loaf, roll):
    answer = client.post(f"{PAD}total/", {"wanted": f"{loaf.pk}:4"})
    said = text(answer)
    assert "£14.00" in said
    assert "£26.00 still to go to £40.00" in said
    assert "Delivery from" in said and "Order by" in said
    assert "still to go" not in text(client.post(f"{PAD}total/", {"wanted": f"{loaf.pk}:12"}))


def test_slow_goods_put_the_day_off(client, loaf, cafe):
    slow = ProductFactory(cafe=cafe, title="Wedding cake", lead_days=6)
    first = soup(client.post(f"{PAD}total/", {"wanted": f"{loaf.pk}:4"})).find("b").text
    later = soup(client.post(f"{PAD}total/", {"wanted": f"{loaf.pk}:4 {slow.pk}:1"})).find("b").text
    assert first != later


def test_goods_of_two_cafes_are_two_parts_and_the_total_changes_nothing(client, ada, loaf):
    other = ProductFactory(cafe=CafeFactory(name="Harbour Roast"), price=D("10.00"))
    answer = text(client.post(f"{PAD}total/", {"wanted": f"{loaf.pk}:4 {other.pk}:1 999999:3"}))
    assert "£24.00" in answer
    assert "Early Loaf:" in answer and "Harbour Roast:" in answer
    assert in_basket(ada.user) == {}


def test_a_spend_limit_is_said_while_one_writes(client, ada, loaf):
    ada.spend_limit = D("10.00")
    ada.save()
    assert "more than your limit for one order, £10.00" in text(client.post(f"{PAD}total/", {"wanted": f"{loaf.pk}:4"}))


def test_finding_on_the_server_keeps_what_is_written(client, loaf, roll):
    answer = send(client, asked="filter", q="poppy", **number(loaf, 4))
    assert [link.text for link in soup(answer).select(".pad-row__name a")] == ["Country loaf", "Poppy roll"]
    assert written(answer) == {loaf.pk: "4"}
    narrowed = client.get(PAD, {"q": "poppy"})
    assert [link.text for link in soup(narrowed).select(".pad-row__name a")] == ["Poppy roll"]


def test_of_goods_in_another_currency_the_pad_says_where_they_are(client, loaf):
    euros = CafeFactory(name="Liffey Larder", currency="EUR", country="IE")
    ProductFactory(cafe=euros, title="Soda bread", upc="LL-SODA")
    said = text(client.get(PAD))
    assert "Soda bread" not in said
    assert "Liffey Larder sells in euros, and this pad is in British pounds. In the shop is what it sells" in said


def test_each_variant_is_a_row_of_its_own_with_its_own_price(client, ada, cafe):
    family = ProductFactory(cafe=cafe, title="Lantern decaf", upc="DECAF", structure="parent")
    family.stockrecords.all().delete()
    variants = {"Whole beans": D("19.80"), "Ground for filter": D("20.40")}
    for title, price in variants.items():
        ProductFactory(
            cafe=cafe, structure="child", parent=family, title=title, upc=title, price=price, product_class=None
        )
    rows = soup(client.get(PAD)).select(".pad-row")
    assert [row.find(class_="money").text for row in rows] == ["£20.40", "£19.80"]
    ground = family.children.get(title="Ground for filter")
    send(client, **number(ground, 2))
    assert in_basket(ada.user) == {"Ground for filter": 2}


def test_goods_that_ask_something_lead_to_their_page_and_are_never_ordered_without_an_answer(client, ada, cafe, loaf):
    cut = get_model("catalogue", "Option").objects.create(name="Cut", code="cut", required=True)
    asking = ProductFactory(cafe=cafe, title="Sliced loaf", upc="EL-CUT", num_in_stock=50)
    asking.product_options.add(cut)
    page = client.get(PAD)
    (row,) = (each for each in soup(page).select(".pad-row") if "Sliced loaf" in each.text)
    assert row.find("input") is None
    assert [link["href"] for link in row.find_all("a")] == [asking.get_absolute_url()] * 2
    refused = text(send(client, page, **number(asking, 2), **number(loaf, 4)))
    assert "Sliced loaf , 2: Something has to be chosen before this is ordered. Add it on its own page." in refused
    assert in_basket(ada.user) == {"EL-LOAF": 4}


def test_more_pieces_than_a_basket_holds_are_refused_and_nothing_is_lost(client, ada, roll, settings):
    settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 20
    answer = send(client, **number(roll, 30))
    assert "A basket holds at most 20 pieces." in text(answer)
    assert written(answer) == {roll.pk: "30"}


def test_a_page_of_another_account_changes_nothing(client, ada, loaf):
    page = client.get(PAD)
    other = MemberFactory(user=ada.user, account__name="Another")
    client.post("/account/switch/", {"account": other.account_id})
    answer = send(client, page, **number(loaf, 4))
    assert (answer.status_code, in_basket(ada.user)) == (409, {})


def test_nothing_is_on_the_pad_of_a_house_without_goods(client, account):
    assert "Nothing is on sale in GBP just now." in text(client.get(PAD))
