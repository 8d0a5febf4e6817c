"""What is taken on the phone becomes an order like any other, and says who took it, and why past a rule."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.ordering.actions.sweeping import sweep
from shop.ordering.models import OrderLetter
from shop.outbox.models import Message
from shop.outbox.reading import read
from shop.payments.models import Payment
from shop.rounds.models import Round
from shop.taking.models import Taken, Taking
from tests.factories import BasketFactory
from tests.oscar_forks.basket.offers import an_offer
from tests.shop.taking.calls import begin, fields, for_account, place, refused, say, soup, taking, text
from tests.testbed.letters import write_letters

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")


def letter_to(address):
    write_letters()
    return " ".join(read(OrderLetter.objects.get(recipient=address)).text.split())


def past_its_cut_off(cafe):
    """The next van, for which orders have just closed."""
    van = Round.objects.filter(cafe=cafe, kind="delivery", leaves_at__gt=timezone.now()).earliest("leaves_at")
    now = timezone.now()
    Round.objects.filter(pk=van.pk).update(
        cutoff_at=now - timedelta(hours=1),
        cutoff_date=(now - timedelta(hours=1)).date(),
        cutoff_time=(now - timedelta(hours=1)).time().replace(tzinfo=None),
        leaves_at=now + timedelta(days=1),
        leaves=(now + timedelta(days=1)).time().replace(tzinfo=None),
        date=(now + timedelta(days=1)).date(),
    )
    van.refresh_from_db()
    return van


def test_an_order_on_account_is_received_at_once_for_who_called(olive, account, ada, loaf):
    page = for_account(olive, account, EL_LOAF=12)
    answer = place(olive, page, note="Ring the bell.")
    order = Order.objects.get()
    assert (order.status, order.user, order.account) == (domain.RECEIVED, ada.user, account)
    assert {line.product.upc: line.quantity for line in order.lines.all()} == {"EL-LOAF": 12}
    assert order.note == "Ring the bell."
    assert order.number in text(answer)
    assert "The confirmation is on its way to ada@h.example" in text(answer)


def test_all_say_who_took_it_and_for_whom(olive, account, ada, loaf, client):
    place(olive, for_account(olive, account, EL_LOAF=12))
    order = Order.objects.get()
    said = "Olive Marsh took it on the phone for Ada Hartley."
    assert said in text(olive.get(f"/dashboard/orders/{order.number}/"))
    assert order.notes.get().user == olive.person
    assert account.changes.get(what__contains=order.number).by == olive.person
    assert "Olive took it on the phone for Ada Hartley." in letter_to("ada@h.example")
    client.force_login(ada.user)
    assert "Olive took it on the phone for Ada Hartley." in text(client.get(f"/account/orders/{order.number}/"))


def test_a_round_past_its_cut_off_needs_a_reason_which_is_kept(olive, account, ada, loaf, cafe):
    late = past_its_cut_off(cafe)
    page = for_account(olive, account, EL_LOAF=12)
    assert fields(olive.get(page))[f"round-{cafe.pk}"] != str(late.pk)
    chosen = {f"round-{cafe.pk}": str(late.pk)}
    answer = place(olive, page, **chosen)
    assert "Say for which reason" in refused(answer)
    assert "It is too late for" in text(answer)
    assert not Order.objects.exists()
    place(olive, page, **chosen, reason="Ada forgot; the baker has enough")
    order = Order.objects.get()
    assert (order.round, order.status) == (late, domain.RECEIVED)
    assert "It is too late for" in order.taken.past
    assert order.taken.reason == "Ada forgot; the baker has enough"
    assert not order.flags.exists()
    assert "Ada forgot; the baker has enough" in letter_to(cafe.email)


def test_a_round_that_has_left_or_is_closed_takes_nothing_for_any_reason(olive, account, ada, loaf, cafe):
    late = past_its_cut_off(cafe)
    page = for_account(olive, account, EL_LOAF=12)
    chosen = {f"round-{cafe.pk}": str(late.pk), "reason": "They asked nicely"}
    sent = fields(olive.get(page)) | chosen | {"asked": "place"}
    gone = timezone.now() - timedelta(minutes=1)
    Round.objects.filter(pk=late.pk).update(leaves_at=gone, leaves=gone.time().replace(tzinfo=None), date=gone.date())
    answer = olive.post(page, sent)
    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_full_van_stays_full(olive, account, ada, loaf, cafe):
    late = past_its_cut_off(cafe)
    Round.objects.filter(pk=late.pk).update(capacity_orders=0)
    page = for_account(olive, account, EL_LOAF=12)
    answer = place(olive, page, **{f"round-{cafe.pk}": str(late.pk), "reason": "Squeeze it in"})
    assert "is full" in refused(answer)
    assert not Order.objects.exists()


def test_beyond_the_limit_needs_the_right_and_a_reason(olive, works, account, ada, loaf):
    account.credit_limit = 20
    account.save()
    page = for_account(olive, account, EL_LOAF=12)
    assert "pays_by" not in fields(olive.get(page)) or fields(olive.get(page))["pays_by"] != "account"
    sam = works("Sales", name="Sam")
    page = for_account(sam, account, EL_LOAF=12)
    assert "Say for which reason" in refused(place(sam, page))
    place(sam, page, reason="Bea pays on Friday")
    order = Order.objects.get()
    assert order.status == domain.RECEIVED
    assert "beyond the account's limit" in order.taken.past
    assert order.taken.reason == "Bea pays on Friday"


def test_whoever_calls_above_their_own_limit_needs_the_word_of_somebody_who_approves(olive, account, ada, loaf):
    ada.spend_limit = 10
    ada.save()
    page = for_account(olive, account, EL_LOAF=12)
    answer = place(olive, page)
    assert "Ada Hartley may order up to £10.00 at a time" in text(answer)
    place(olive, page, reason="Arthur agreed on the phone")
    assert Order.objects.get().taken.reason == "Arthur agreed on the phone"


def test_an_account_on_hold_is_told_of_and_pays_by_a_link(olive, account, ada, loaf):
    account.status, account.hold_reason = "on_hold", "Invoice 7 is open."
    account.save()
    page = for_account(olive, account, EL_LOAF=12)
    shown = olive.get(page)
    assert "They read: “Invoice 7 is open.”" in text(shown)
    assert fields(shown)["pays_by"] == "bank"


def test_a_link_to_pay_is_mailed_and_the_goods_are_kept_longer_than_at_a_checkout(olive, account, ada, loaf):
    page = for_account(olive, account, EL_LOAF=12)
    answer = place(olive, page, pays_by="bank")
    order, payment = Order.objects.get(), Payment.objects.get()
    assert order.status == domain.PENDING
    link = soup(answer).find(id="link")["value"]
    assert payment.token in link
    assert payment.token in letter_to("ada@h.example")
    later = timezone.now() + timedelta(hours=2)
    assert payment.expires_at > later
    Payment.objects.filter(pk=payment.pk).update(state="failed", reason="Declined.")
    sweep(now=later)
    order.refresh_from_db()
    assert order.status == domain.PENDING
    sweep(now=payment.expires_at + timedelta(minutes=1))
    order.refresh_from_db()
    assert order.status == domain.LAPSED


def test_a_second_press_places_nothing_twice_and_leads_to_what_was_placed(olive, account, ada, loaf):
    page = for_account(olive, account, EL_LOAF=12)
    sent = fields(olive.get(page)) | {"asked": "place"}
    olive.post(page, sent)
    order = Order.objects.get()
    again = olive.post(page, sent, follow=True)
    assert Order.objects.count() == 1
    assert order.number in text(again)


def test_a_guest_without_an_e_mail_address_leaves_a_number_and_is_mailed_nothing(olive, cafe, loaf):
    page = begin(olive, guest="GBP")
    say(olive, page, goods="EL-LOAF", count="4")
    nobody = place(olive, page, name="Rosa Whitfield")
    assert "Give an e-mail address or a telephone number" in refused(nobody)
    assert fields(nobody)["name"] == "Rosa Whitfield"
    answer = place(olive, page, name="Rosa Whitfield", phone="0117 496 0123")
    order = Order.objects.get()
    assert (order.guest_email, order.contact_phone, order.reads_net) == ("", "+441174960123", False)
    assert not Message.objects.exclude(recipients__contains=cafe.email).exists()
    assert "nothing was mailed" in text(answer)
    assert Payment.objects.get().token in soup(answer).find(id="link")["value"]


def test_the_customers_own_basket_and_that_of_who_takes_it_stay_as_they_are(olive, account, ada, loaf, roll):
    theirs = BasketFactory(owner=ada.user, lines=[(roll, 3)])
    own = BasketFactory(owner=olive.person, lines=[(roll, 5)])
    place(olive, for_account(olive, account, EL_LOAF=12))
    for basket, count in ((theirs, 3), (own, 5)):
        basket.refresh_from_db()
        assert basket.status == "Open"
        assert [line.quantity for line in basket.lines.all()] == [count]


def test_what_changed_since_the_page_was_shown_is_told_first(olive, account, ada, loaf):
    page = for_account(olive, account, EL_LOAF=12)
    sent = fields(olive.get(page)) | {"asked": "place"}
    loaf.stockrecords.update(price="4.00")
    answer = olive.post(page, sent)
    assert "The price of Country loaf was £3.50 and is £4.00." in refused(answer)
    assert not Order.objects.exists()


def test_what_was_sold_meanwhile_is_not_sold_twice_and_nothing_written_is_lost(olive, account, ada, loaf):
    page = for_account(olive, account, EL_LOAF=12)
    sent = fields(olive.get(page)) | {"asked": "place", "note": "Ring the bell."}
    loaf.stockrecords.update(num_in_stock=4)
    answer = olive.post(page, sent)
    assert "There are only 4 left." in refused(answer)
    assert fields(answer)["note"] == "Ring the bell."
    assert not Order.objects.exists()
    assert not Taken.objects.exists()


def test_nothing_typed_is_kept_once_it_is_placed(olive, cafe, loaf):
    page = begin(olive, guest="GBP")
    say(olive, page, goods="EL-LOAF", count="4")
    place(olive, page, name="Rosa Whitfield", phone="0117 496 0123")
    placed = taking(olive)
    assert placed.placed_at
    assert Taking.objects.get(pk=placed.pk).typed == {}


def test_an_offer_that_the_caller_has_used_up_is_neither_shown_nor_in_the_way(olive, account, ada, loaf):
    an_offer("First order", 10, max_user_applications=1)
    sums = []
    for _ in range(2):
        page = for_account(olive, account, EL_LOAF=12)
        place(olive, page, po_number="PO 1")
        sums.append(Order.objects.latest("pk").lines.get().line_price_excl_tax)
    assert Order.objects.count() == 2
    assert sums == [D("37.80"), D("42.00")]
