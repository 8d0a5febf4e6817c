"""The checkout on one page: who, where, when, how; what was shown is what is placed, and nothing typed is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.payments.models import Payment
from shop.rounds.actions.making import make_rounds
from shop.rounds.models import Round
from shop.trade.models import TradeAccount
from tests.factories import (
    BasketFactory,
    LocationFactory,
    MemberFactory,
    ProductFactory,
)
from tests.shop.ordering.checkouts import a_cafe
from tests.shop.ordering.page import HOME, VERA, fields, look, place, refused, send, soup, text

pytestmark = pytest.mark.django_db
Order, Basket = get_model("order", "Order"), get_model("basket", "Basket")
CHECKOUT = "/checkout/"


@pytest.fixture
def cafe():
    return a_cafe(name="Early Loaf")


@pytest.fixture
def loaf(cafe):
    return ProductFactory(title="Rye loaf", price="3.20", num_in_stock=50, cafe=cafe)


@pytest.fixture
def member():
    member = MemberFactory(account__terms="net_30", account__credit_limit=5000, role="buyer")
    LocationFactory(account=member.account, name="Kitchen", is_default=True)
    return member


@pytest.fixture
def ada(client, member, loaf):
    """Signed in, two loaves in the basket, and rounds to choose from."""
    make_rounds(now=timezone.now())
    client.force_login(member.user)
    BasketFactory(owner=member.user, lines=[(loaf, 2)])
    return client


@pytest.fixture
def vera(client, loaf):
    """Not signed in."""
    make_rounds(now=timezone.now())
    client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 2})
    return client


def told(answer):
    return [str(each) for each in get_messages(answer.wsgi_request)]


def numbers(client):
    return client.session["placed"]


def test_a_buyer_places_what_the_page_has_chosen_with_one_click(ada, member):
    answer = send(ada, look(ada))
    [order] = Order.objects.all()
    assert answer.url == reverse("checkout:thanks", args=[order.number])
    assert (order.status, order.account, order.round.kind) == ("Received", member.account, "delivery")
    assert order.round == Round.objects.filter(kind="delivery", cutoff_at__gt=timezone.now()).earliest("leaves_at")
    assert (order.shipping_address.postcode, order.shipping_address.line1) == ("BS1 4DJ", member.account.name)
    assert numbers(ada) == [order.number]


def test_a_visitor_who_collects_types_three_things_and_goes_to_pay(vera):
    answer = send(vera, look(vera) | VERA)
    [order] = Order.objects.all()
    assert (order.guest_email, order.contact_phone, order.user) == ("vera@example.com", "+441174960123", None)
    assert (order.round.kind, order.slot.round, order.status) == ("collection", order.round, "Pending")
    assert answer.url == f"/checkout/payment/{Payment.objects.get().token}/"


def test_a_visitor_gives_a_new_address_and_sees_its_days_before_placing(vera):
    place(vera, **VERA, **HOME, note="Ring twice")
    [order] = Order.objects.all()
    assert (order.round.kind, order.shipping_address.line1, order.note) == ("delivery", "2 Low Road", "Ring twice")


def test_an_order_is_never_placed_for_a_day_that_nobody_has_seen(vera):
    sent = look(vera)
    answer = send(vera, sent | VERA | HOME)
    assert "we chose" in refused(answer)
    assert not Order.objects.exists()
    assert soup(answer).find(id="id_line1")["value"] == "2 Low Road"


def test_what_is_missing_is_said_with_a_link_to_it_and_nothing_typed_is_lost(vera):
    answer = send(vera, look(vera) | VERA | {"email": "vera at example", "note": "Ring twice"})
    assert answer.status_code == 422
    [link] = soup(answer).find(id="refused").find_all("a")
    assert link["href"] == "#id_email"
    assert soup(answer).find(id="id_email")["value"] == "vera at example"
    assert "Ring twice" in soup(answer).find(id="id_note").text
    assert not Order.objects.exists()


def test_where_no_van_goes_one_is_offered_to_collect(vera, cafe):
    away = VERA | HOME | {"postcode": "EH1 1YZ"}
    send(vera, look(vera) | away, asked="days")
    answer = vera.get(CHECKOUT)
    assert "Early Loaf doesn't deliver to EH1 1YZ. You can collect instead." in text(answer)
    assert "doesn't deliver to EH1 1YZ" in refused(send(vera, look(vera) | away))
    place(vera, **away, **{f"collect-{cafe.pk}": "1"})
    assert Order.objects.get().round.kind == "collection"


def test_a_basket_of_two_cafes_becomes_an_order_each_with_a_day_of_its_own(ada, member):
    roastery = a_cafe(name="Roastery", charge="5.00")
    beans = ProductFactory(title="Beans", price="9.00", cafe=roastery)
    make_rounds(now=timezone.now())
    ada.post(reverse("basket:add", args=[beans.pk]), {"quantity": 1})
    sent = look(ada)
    days = [each["value"] for each in soup(ada.get(CHECKOUT)).find_all(attrs={"name": f"round-{roastery.pk}"})]
    send(ada, sent | {f"round-{roastery.pk}": days[1]})
    by_cafe = {order.round.cafe_id: order for order in Order.objects.all()}
    assert len(by_cafe) == 2
    assert by_cafe[roastery.pk].round_id == int(days[1])
    assert by_cafe[roastery.pk].total_incl_tax == Decimal("15.00")
    assert Payment.objects.get().amount == Decimal("21.40")


def test_a_price_that_has_changed_is_said_and_asked_about_before_anything_is_ordered(ada, loaf):
    sent = look(ada)
    loaf.stockrecords.update(price="3.40")
    answer = send(ada, sent)
    assert "The price of Rye loaf was £3.20 and is £3.40." in refused(answer)
    assert not Order.objects.exists()
    send(ada, fields(answer))
    assert Order.objects.get().total_incl_tax == Decimal("6.80")


def test_a_basket_changed_in_another_tab_is_said(ada, loaf):
    sent = look(ada)
    line = Basket.objects.get().lines.get()
    ada.post(reverse("basket:summary"), {f"quantity-{line.pk}": "5"})
    assert "Rye loaf: it was 2 and is 5." in refused(send(ada, sent))
    assert not Order.objects.exists()


def test_a_day_that_costs_more_is_asked_about_and_one_that_costs_the_same_is_not(ada, cafe):
    sent = look(ada)
    dear = Round.objects.filter(kind="delivery", cutoff_at__gt=timezone.now()).order_by("leaves_at")[1]
    answer = send(ada, sent | {f"round-{cafe.pk}": str(dear.pk)})
    assert answer.status_code == 302
    assert Order.objects.get().round == dear


def test_a_dearer_day_is_asked_about(ada, cafe):
    sent = look(ada)
    dear = Round.objects.filter(kind="delivery", cutoff_at__gt=timezone.now()).order_by("leaves_at")[1]
    Round.objects.filter(pk=dear.pk).update(charge=5)
    answer = send(ada, sent | {f"round-{cafe.pk}": str(dear.pk)})
    assert "Delivery from Early Loaf: it was £0.00 and is £5.00." in refused(answer)
    assert not Order.objects.exists()


def test_a_day_that_closed_meanwhile_is_said_and_the_next_one_taken(ada, cafe):
    sent = look(ada)
    Round.objects.filter(pk=sent[f"round-{cafe.pk}"]).update(stopped_because="The van is being mended")
    answer = send(ada, sent)
    assert "takes no orders. The van is being mended. We chose" in refused(answer)
    assert not Order.objects.exists()


def test_a_time_that_was_taken_meanwhile_is_said_and_the_next_one_taken(vera, cafe):
    sent = look(vera) | VERA
    slot = Round.objects.get(pk=sent[f"round-{cafe.pk}"]).slots.get(pk=sent[f"slot-{cafe.pk}"])
    slot.capacity = 0
    slot.save()
    assert "is taken meanwhile. Please choose another time. We chose 09:00–10:00 instead." in refused(send(vera, sent))


def test_less_than_the_minimum_is_refused_with_what_is_missing(client, member, loaf):
    grove = a_cafe(name="Grove", minimum="40.00")
    make_rounds(now=timezone.now())
    client.force_login(member.user)
    BasketFactory(owner=member.user, lines=[(ProductFactory(price="9.00", cafe=grove), 2)])
    assert "The least for delivery is £40.00 of goods, without VAT: add £22.00 more." in refused(
        send(client, look(client))
    )
    assert not Order.objects.exists()


def test_an_empty_basket_leads_to_the_basket_and_what_was_typed_comes_back(client, loaf):
    make_rounds(now=timezone.now())
    answer = send(client, VERA)
    assert (answer.url, told(answer)) == (
        reverse("basket:summary"),
        ["Your basket is empty, so there is nothing to order."],
    )
    client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 1})
    assert look(client)["email"] == "vera@example.com"


def test_what_stops_the_basket_leads_there(ada, loaf):
    loaf.stockrecords.update(num_in_stock=1)
    answer = ada.get(CHECKOUT)
    assert answer.url == reverse("basket:summary")
    assert "has to be settled" in told(answer)[0]


def test_sold_out_between_the_page_and_the_click_leads_to_the_basket(ada, loaf):
    sent = look(ada)
    loaf.stockrecords.update(num_in_stock=0)
    assert send(ada, sent).url == reverse("basket:summary")
    assert not Order.objects.exists()


def test_one_who_goes_back_and_clicks_again_is_led_to_the_order(ada):
    sent = look(ada)
    first = send(ada, sent)
    assert [send(ada, sent).url for _ in range(4)] == [first.url] * 4
    assert ada.get(CHECKOUT).url == first.url
    assert Order.objects.count() == 1


def test_nobody_is_led_to_the_order_of_somebody_elses_page(ada, client, loaf):
    sent = look(ada)
    send(ada, sent)
    stranger = type(client)()
    answer = send(stranger, {"quote": sent["quote"]})
    assert answer.url == reverse("basket:summary")
    assert "placed" not in stranger.session


@pytest.mark.parametrize("packed", [[1, "GBP"], 7, [1, "GBP", [[1, "Loaf", [], "a", "b", "c"]]], [1, "GBP", [7]]])
def test_a_quote_of_an_earlier_edition_of_the_page_counts_for_nothing(ada, packed):
    answer = send(ada, look(ada) | {"quote": signing.dumps(packed, salt="checkout", compress=True)})
    assert "Nothing is ordered yet" in refused(answer)
    assert not Order.objects.exists()


def test_a_quote_that_was_tampered_with_counts_for_nothing(ada):
    answer = send(ada, look(ada) | {"quote": "1:forged:signature"})
    assert "Nothing is ordered yet" in refused(answer)
    assert not Order.objects.exists()


def test_on_hold_meanwhile_there_is_another_way_to_pay(ada, member):
    sent = look(ada)
    TradeAccount.objects.filter(pk=member.account_id).update(status="on_hold", hold_reason="Please call us.")
    answer = send(ada, sent)
    assert "on hold: Please call us. You can still pay with the order." in refused(answer)
    assert soup(answer).find(id="id_way_bank").has_attr("checked")
    assert not Order.objects.exists()


def test_an_account_closed_meanwhile_orders_nothing(ada, member):
    sent = look(ada)
    TradeAccount.objects.filter(pk=member.account_id).update(status="closed")
    assert told(send(ada, sent)) == ["This account is closed, so nothing can be ordered with it."]
    assert not Order.objects.exists()


def test_another_account_in_another_tab_orders_nothing(ada, member):
    sent = look(ada)
    other = MemberFactory(user=member.user, role="owner")
    ada.post(reverse("customer:switch"), {"account": other.account_id})
    assert "You act for" in told(send(ada, sent))[0]
    assert not Order.objects.exists()


def test_signed_out_meanwhile_one_signs_in_and_goes_on(ada):
    sent = look(ada)
    ada.logout()
    answer = send(ada, sent | {"note": "Ring twice"})
    assert answer.url == "/accounts/login/?next=/checkout/"
    assert ada.session["checkout"]["note"] == "Ring twice"


def test_who_signs_in_meanwhile_orders_for_their_account_only_after_a_second_look(client, member, loaf):
    make_rounds(now=timezone.now())
    client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 2})
    sent = look(client) | VERA | {"place": "collect"}
    client.force_login(member.user)
    answer = send(client, sent)
    assert answer.url == CHECKOUT
    assert not Order.objects.exists()
    assert f"an order of {member.account.name} now" in text(client.get(CHECKOUT))


def test_a_bookkeeper_sees_why_they_cant_order(ada, member):
    type(member).objects.filter(pk=member.pk).update(role="bookkeeper")
    answer = ada.get(CHECKOUT)
    assert answer.status_code == 403
    assert "doesn't include ordering" in text(answer)


def test_above_ones_limit_an_approver_is_named(ada, member):
    MemberFactory(account=member.account, role="approver", user__first_name="Arthur", user__last_name="Approver")
    type(member).objects.filter(pk=member.pk).update(spend_limit=5)
    words = "your limit for one order is £5.00. Arthur Approver can approve it"
    assert words in text(ada.get(CHECKOUT))
    assert words in refused(send(ada, look(ada)))
    assert not Order.objects.exists()


def test_a_purchase_order_number_is_asked_for_where_the_company_wants_one(ada, member):
    TradeAccount.objects.update(requires_po=True)
    assert "Your company wants a purchase order number" in refused(send(ada, look(ada)))
    send(ada, look(ada) | {"po_number": "PO 17"})
    assert Order.objects.get().po_number == "PO 17"


def test_a_place_of_another_account_is_no_choice(ada, member):
    theirs = LocationFactory(name="Their kitchen", line1="9 Far Street")
    send(ada, look(ada) | {"place": f"location-{theirs.pk}"})
    assert Order.objects.get().shipping_address.line2 == "1 High Street"


def test_a_voucher_used_up_meanwhile_orders_nothing_at_the_old_price(ada, loaf):
    now = timezone.now()
    products = get_model("offer", "Range").objects.create(name="All", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(range=products, type="Count", value=1)
    benefit = get_model("offer", "Benefit").objects.create(range=products, type="Percentage", value=50)
    offer = get_model("offer", "ConditionalOffer").objects.create(
        name="Half", offer_type="Voucher", condition=condition, benefit=benefit
    )
    voucher = get_model("voucher", "Voucher").objects.create(
        name="Half", code="HALF", usage="Single use", start_datetime=now, end_datetime=now + timedelta(days=9)
    )
    voucher.offers.add(offer)
    Basket.objects.get().vouchers.add(voucher)
    sent = look(ada)
    get_model("voucher", "VoucherApplication").objects.create(
        voucher=voucher,
        order=get_model("order", "Order").objects.create(number="X", total_incl_tax=1, total_excl_tax=1),
    )
    voucher.num_orders = 1
    voucher.save()
    answer = send(ada, sent)
    assert "Rye loaf came to £3.20 and comes to £6.40 now." in refused(answer)
    assert Order.objects.count() == 1


@override_settings(ACCOUNT_RATE_LIMITS={"placing": "2/h/ip"})
def test_many_orders_from_one_address_are_slowed_down_and_keep_their_words(vera, loaf):
    for _ in range(2):
        send(vera, look(vera) | VERA)
        vera.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 1})
    answer = send(vera, look(vera) | VERA | {"note": "Ring twice"})
    assert answer.status_code == 429
    assert "Ring twice" in soup(answer).find(id="id_note").text
    assert Order.objects.count() == 2


def test_in_place_a_change_brings_the_days_and_the_sum_and_no_errors_for_what_was_not_reached(vera):
    sent = look(vera) | {"place": "new", "postcode": "BS1 4DJ", "email": "vera at"}
    answer = vera.post(CHECKOUT, sent, HTTP_HX_REQUEST="true")
    page = soup(answer)
    assert page.find(id="when").find("input", attrs={"type": "radio", "checked": True})
    assert page.find(id="total")["hx-swap-oob"] == "outerHTML"
    assert "no e-mail address" in page.find(id="id_email_wrong").text
    assert not page.find(id="id_name_wrong").text.strip()
    assert "Early Loaf" in page.find(id="told").text


def test_its_pages_are_kept_nowhere(vera):
    assert "no-store" in vera.get(CHECKOUT)["Cache-Control"]


@pytest.mark.parametrize(("cafes", "lines"), [(1, 1), (3, 60)])
@pytest.mark.parametrize("who", ["guest", "member"])
def test_few_statements_however_much_is_ordered(client, member, cafes, lines, who):
    sellers = [a_cafe() for _ in range(cafes)]
    make_rounds(now=timezone.now())
    goods = [ProductFactory(cafe=sellers[each % cafes]) for each in range(lines)]
    if who == "member":
        client.force_login(member.user)
        BasketFactory(owner=member.user, lines=[(each, 1) for each in goods])
    else:
        for each in goods:
            client.post(reverse("basket:add", args=[each.pk]), {"quantity": 1})
    assert get_model("basket", "Line").objects.count() == lines
    client.get(CHECKOUT)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(CHECKOUT).status_code == 200
    assert len(asked) <= 20, "\n".join(each["sql"][:200] for each in asked.captured_queries)
