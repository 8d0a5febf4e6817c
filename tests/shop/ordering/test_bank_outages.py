"""Whatever the bank answers, through the running site: an honest page within ten seconds, and one charge at most."""

import time
from decimal import Decimal

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Account, Debit, Outage
from sandbox.story import open_accounts
from shop.payments.models import Payment, Transfer
from tests.factories import ProductFactory
from tests.shop.ordering.shoppers import HARTLEYS, PAYMENT, Shopper, clicks, led_to_the_bank, member, open_cafe
from tests.testbed.precautions import ONE_KEY
from tests.testbed.race import race

Order = get_model("order", "Order")
TOTAL = Decimal("6.40")
HONEST_WITHIN = 10
FAILED, CONFLICT, DROPPED, LATE = "error", "conflict", "drop", "slow"
ALWAYS = 99
SLOW = [pytest.mark.heavy]

# What goes wrong, how many times, and how late it is. The bank is asked once more at most, within one page.
WRONG = [
    pytest.param(FAILED, 1, 0, id="a 500"),
    pytest.param(FAILED, ALWAYS, 0, id="nothing but 500"),
    pytest.param(CONFLICT, 1, 0, id="a 409"),
    pytest.param(CONFLICT, ALWAYS, 0, id="nothing but 409"),
    pytest.param(DROPPED, 1, 0, id="an answer lost"),
    pytest.param(DROPPED, ALWAYS, 0, id="all answers lost"),
    pytest.param(LATE, 1, 3, id="a late one"),
    pytest.param(LATE, 1, 12, id="one that is too late", marks=SLOW),
    pytest.param(LATE, ALWAYS, 12, id="none in time", marks=SLOW),
]


@pytest.fixture
def loaf(site):
    open_accounts(timezone.now())
    yield ProductFactory(cafe=open_cafe(), price="3.20", num_in_stock=50)
    Outage.objects.all().delete()


def breaks(kind, times, seconds=0):
    Outage.objects.update_or_create(kind=kind, defaults={"left": times, "seconds": seconds})


def is_well_again():
    Outage.objects.all().delete()


def balance():
    return Account.objects.get(number=HARTLEYS.digits).balance


def in_time(step):
    began = time.monotonic()
    answer = step()
    assert time.monotonic() - began < HONEST_WITHIN
    assert answer.status in (200, 302), answer.text
    return answer


def is_charged_once(loaf, before):
    order = Order.objects.get(lines__product=loaf)
    assert (order.status, order.total_incl_tax) == ("Received", TOTAL)
    assert before - balance() == TOTAL
    keys = Payment.objects.filter(shares__order=order).values("key")
    assert Debit.objects.filter(key__in=keys, state="done").count() == 1
    assert [each.amount for each in Transfer.objects.filter(share__order=order)] == [TOTAL]


@pytest.mark.parametrize(("kind", "times", "seconds"), WRONG)
def test_the_order_is_kept_and_paid_once_the_bank_is_well_however_it_began(site, loaf, kind, times, seconds):
    shopper, before = Shopper.ready(site, member((loaf, 2)), pays_by="bank"), balance()
    breaks(kind, times, seconds)
    answer = in_time(shopper.click)
    shopper.follow(answer)
    assert Order.objects.get(lines__product=loaf).status == "Pending"
    if not led_to_the_bank(answer):
        assert shopper.page.startswith(PAYMENT)
        page = in_time(lambda: shopper.visitor.get(shopper.page))
        assert "othing was taken" in page.text
        assert balance() == before
        again = in_time(shopper.try_again)
        is_well_again()
        if not led_to_the_bank(again):
            again = shopper.follow(again).try_again()
        assert led_to_the_bank(again)
        shopper.follow(again)
    is_well_again()
    shopper.pay()
    shopper.come_back()
    assert shopper.is_thanked
    is_charged_once(loaf, before)


@pytest.mark.parametrize(("kind", "times", "seconds"), WRONG)
def test_who_has_paid_and_comes_back_is_told_what_is_known_and_never_asked_to_pay_twice(
    site, loaf, kind, times, seconds
):
    shopper, before = Shopper.ready(site, member((loaf, 2)), pays_by="bank"), balance()
    shopper.place()
    breaks("lost", 1)  # nor does the bank tell by itself
    breaks(kind, times, seconds)
    shopper.pay()
    answer = in_time(lambda: shopper.visitor.get(shopper.page))
    if answer.status == 200:
        assert "We have not heard yet that it is paid." in answer.text
        again = in_time(shopper.try_again)
        assert not led_to_the_bank(again)
    is_well_again()
    shopper.come_back()
    assert shopper.is_thanked
    is_charged_once(loaf, before)


def test_many_who_press_again_while_answers_are_lost_are_led_to_one_and_the_same_debit(site, loaf):
    shopper, before = Shopper.ready(site, member((loaf, 2)), pays_by="bank"), balance()
    breaks(DROPPED, 12)
    race(clicks([shopper]) * 8)
    [payment] = Payment.objects.filter(shares__order__lines__product=loaf)
    shopper.page = f"{PAYMENT}{payment.token}/"
    race([shopper.try_again] * 8)
    is_well_again()
    windows = [shopper.try_again(), shopper.try_again()]
    assert len({window.headers["Location"] for window in windows}) == 1
    shopper.follow(windows[0]).pay()
    shopper.come_back()
    assert shopper.is_thanked
    is_charged_once(loaf, before)
    assert Debit.objects.filter(reference__contains=payment.shares.get().order.number).count() == 1


def test_control_with_a_new_key_for_each_try_two_would_be_taken(careless):
    with careless(ONE_KEY) as site:
        open_accounts(timezone.now())
        loaf = ProductFactory(cafe=open_cafe(), price="3.20", num_in_stock=50)
        shopper, before = Shopper.ready(site, member((loaf, 2)), pays_by="bank"), balance()
        windows = [shopper.click(), shopper.click()]
        for window in windows:
            shopper.follow(window).pay()
        assert before - balance() == 2 * TOTAL
