"""Who approves changes what was asked for: they see what it comes to, and that is what is placed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.models import Approval
from shop.outbox.models import Message
from shop.payments.models import Payment
from shop.rounds.actions.making import make_rounds
from shop.rounds.models import Round
from tests.factories import BasketFactory, MemberFactory, ProductFactory
from tests.oscar_forks.basket.offers import a_voucher, an_offer
from tests.shop.ordering.approving import a_team, order_of, page, send_for_approval
from tests.shop.ordering.checkouts import a_cafe
from tests.shop.ordering.page import text

pytestmark = pytest.mark.django_db
Order, Basket = get_model("order", "Order"), get_model("basket", "Basket")
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def team():
    return a_team(timezone.now())


@pytest.fixture
def bun(team):
    return ProductFactory(title="Bun", price="1.00", num_in_stock=20, cafe=team.cafe)


@pytest.fixture
def asked(team, bun):
    send_for_approval(team.as_(team.ada), team.ada, [(team.loaf, 5), (bun, 4)])
    return Approval.objects.get()


def fields(answer):
    """Of the form, as a browser without scripts sends it."""
    form = BeautifulSoup(answer.content, "html.parser").find("form", class_="checkout__parts")
    assert form, text(answer)
    sent = {}
    for each in form.find_all(["input", "textarea", "select"]):
        if each.name == "select":
            sent[each["name"]] = each.find("option", selected=True)["value"]
        elif each.name == "textarea":
            sent[each["name"]] = each.text.strip()
        elif each.get("type") != "radio" or each.has_attr("checked"):
            sent[each["name"]] = each.get("value", "")
    return sent


def line(order, product):
    return f"quantity_{order.lines.get(product=product).pk}"


def change(team, approval, *, by=None, **typed):
    """Looks at it, types, looks at what it comes to, and agrees."""
    client, address = team.as_(by or team.arthur), page("approval-change", approval)
    looked = client.post(address, fields(client.get(address)) | typed | {"asked": "look"})
    return client, looked, client.post(address, fields(looked) | {"asked": "agree"})


def test_fewer_are_placed_in_the_stead_of_what_was_asked_for(team, bun, asked):
    old = order_of(asked)
    _, looked, answer = change(team, asked, **{line(old, team.loaf): "2", line(old, bun): "0", "word": "Enough"})
    assert "Rye loaf: 2 instead of 5. Bun: none instead of 4. It comes to £6.40 instead of £20.00." in text(looked)
    assert answer.url == page("approval", asked)
    new = order_of(asked)
    old.refresh_from_db()
    assert (old.status, new.status) == ("Cancelled", "Received")
    assert old.approving.replaced_by == new
    assert (new.user, new.account, new.total_incl_tax) == (team.ada.user, team.account, Decimal("6.40"))
    assert (new.round, new.contact_name) == (old.round, old.contact_name)
    assert list(new.lines.values_list("product", "quantity")) == [(team.loaf.pk, 2)]
    assert team.loaf.stockrecords.get().num_allocated == 2
    assert bun.stockrecords.get().num_allocated == 0
    address, was = new.shipping_address, old.shipping_address
    assert [getattr(address, name) for name in ("line1", "line2", "line4", "postcode")] == [
        getattr(was, name) for name in ("line1", "line2", "line4", "postcode")
    ]
    reason = old.status_changes.get().reason
    assert reason == "Arthur Approver changed it when approving."
    [letter] = Message.objects.filter(recipients=team.ada.user.email, subject__startswith="Approved")
    assert "Bun: none instead of 4." in letter.body
    assert "Enough" in letter.body
    read = text(team.as_(team.ada).get(reverse("customer:order", args=[old.number])))
    assert f"Order {new.number} stands in its place" in read


def test_looking_writes_nothing(team, asked):
    before = Order.objects.count(), Basket.objects.count(), team.loaf.stockrecords.get().num_allocated
    client, address = team.as_(team.arthur), page("approval-change", asked)
    client.post(address, fields(client.get(address)) | {line(order_of(asked), team.loaf): "1", "asked": "look"})
    assert (Order.objects.count(), Basket.objects.count(), team.loaf.stockrecords.get().num_allocated) == before


def test_its_own_goods_and_its_own_place_are_free_for_the_change(team, asked):
    """All that there is, and the only order that the round takes, are its own."""
    StockRecord.objects.filter(product=team.loaf).update(num_in_stock=6)
    Round.objects.update(capacity_orders=1)
    _, _, answer = change(team, asked, **{line(order_of(asked), team.loaf): "6"})
    assert answer.status_code == 302
    assert order_of(asked).lines.get(product=team.loaf).quantity == 6


def test_more_than_there_is_and_nothing_at_all_are_refused_and_what_was_typed_is_kept(team, bun, asked):
    order = order_of(asked)
    client, address = team.as_(team.arthur), page("approval-change", asked)
    looked = client.post(address, fields(client.get(address)) | {line(order, team.loaf): "51", "asked": "look"})
    assert "Rye loaf: There are only 50 left." in text(looked)
    assert fields(looked)[line(order, team.loaf)] == "51"
    none = {line(order, team.loaf): "0", line(order, bun): "0", "asked": "agree"}
    assert "Nothing would be left" in text(client.post(address, fields(client.get(address)) | none))
    wrong = client.post(address, fields(client.get(address)) | {line(order, bun): "many", "asked": "agree"})
    assert "Write how many as a number" in text(wrong)
    assert order_of(asked).status == "Pending"


def test_todays_prices_have_to_be_agreed_to(team, asked):
    client, address = team.as_(team.arthur), page("approval-change", asked)
    sent = fields(client.get(address))
    StockRecord.objects.filter(product=team.loaf).update(price="4.00")
    answer = client.post(address, sent | {"asked": "agree"})
    assert answer.status_code == 422
    assert "The price of Rye loaf was £3.20 and is £4.00." in text(answer)
    assert order_of(asked).status == "Pending"
    assert client.post(address, fields(answer) | {"asked": "agree"}).status_code == 302
    order = order_of(asked)
    assert (order.status, order.total_incl_tax) == ("Received", Decimal("24.00"))


def test_another_day_is_chosen_where_the_first_has_closed(team, asked):
    gone = order_of(asked).round
    past = timezone.now() - timedelta(days=2)
    Round.objects.filter(pk=gone.pk).update(cutoff_at=past, cutoff_date=past.date())
    client, address = team.as_(team.arthur), page("approval-change", asked)
    read = client.get(address)
    assert "instead" in text(read)
    looked = client.post(address, fields(read) | {"asked": "look"})
    client.post(address, fields(looked) | {"asked": "agree"})
    assert order_of(asked).round.cutoff_at > gone.cutoff_at
    assert order_of(asked).status == "Received"


def test_below_the_minimum_it_is_not_changed(team, asked):
    Round.objects.update(minimum=15)
    client, address = team.as_(team.arthur), page("approval-change", asked)
    sent = fields(client.get(address)) | {line(order_of(asked), team.loaf): "1", "asked": "look"}
    looked = client.post(address, sent)
    assert "15.00" in text(looked)
    assert "Approve £" not in text(looked)


def test_to_be_paid_by_bank_it_waits_anew_under_the_same_approval(team, asked):
    change(team, asked, **{line(order_of(asked), team.loaf): "1", "pays_by": "bank"})
    asked.refresh_from_db()
    assert (asked.state, order_of(asked).status) == ("approved", "Pending")
    assert asked.pay_until
    assert not Payment.objects.exists()


def test_a_number_for_the_order_can_be_given(team, asked):
    change(team, asked, po_number="PO 4711")
    assert order_of(asked).po_number == "PO 4711"


@pytest.mark.parametrize("role", ["buyer", "bookkeeper"])
def test_who_may_not_approve_changes_nothing(team, asked, role):
    other = MemberFactory(account=team.account, role=role)
    assert team.as_(other).get(page("approval-change", asked)).status_code == 403


def test_of_two_cafes_one_is_taken_out_whole(team):
    harbour = a_cafe(name="Harbour Roast")
    coffee = ProductFactory(title="Coffee", price="9.00", num_in_stock=20, cafe=harbour)
    make_rounds(now=timezone.now())
    send_for_approval(team.as_(team.ada), team.ada, [(team.loaf, 5), (coffee, 1)])
    asked = Approval.objects.get()
    bread, roast = Order.objects.order_by("pk")
    _, _, answer = change(team, asked, **{line(roast, coffee): "0"})
    assert answer.status_code == 302
    roast.refresh_from_db()
    assert roast.status == "Cancelled"
    assert Order.objects.get(status="Received").replaces.get().order == bread
    assert coffee.stockrecords.get().num_allocated == 0


def test_a_voucher_that_it_used_and_what_was_answered_beside_the_goods_go_along(team, asked):
    voucher = a_voucher("HALF", an_offer("Half", 50, offer_type="Voucher"), usage="Once per customer")
    basket = BasketFactory(owner=team.ada.user)
    sliced = get_model("catalogue", "Option").objects.create(name="Sliced", code="sliced")
    basket.add_product(team.loaf, 10, options=[{"option": sliced, "value": "thick"}])
    basket.vouchers.add(voucher)
    send_for_approval(team.as_(team.ada), team.ada, [])
    halved = Approval.objects.latest("pk")
    assert order_of(halved).total_incl_tax == Decimal("16.00")
    _, looked, answer = change(team, halved, **{line(order_of(halved), team.loaf): "8"})
    assert "It comes to £12.80 instead of £16.00." in text(looked)
    assert answer.status_code == 302
    new = order_of(halved)
    assert new.total_incl_tax == Decimal("12.80")
    assert new.lines.get().attributes.get().value == "thick"
    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.total_discount) == (1, Decimal("12.80"))
