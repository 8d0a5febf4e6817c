"""What is waited for comes back, and everybody who waits hears of it: once."""

from datetime import date, timedelta
from decimal import Decimal as D
from functools import partial

import pytest
from django.utils import timezone

from shop.updates import domain
from shop.updates.actions.telling import tell_due, tidy
from shop.updates.models import Wish
from tests.factories import MemberFactory, UserFactory
from tests.shop.updates.shelf import comes_back, family, sold_out, wishes

pytestmark = pytest.mark.django_db


def told(now=None):
    return tell_due(now=now or timezone.now())


def test_each_is_told_once_when_stock_comes_back_and_not_before(letters):
    buns = sold_out(pack="12 × 110 g")
    wishes(buns, UserFactory(email="ada@example.com", first_name="Ada"))
    wishes(buns, "rosa@example.com")
    wishes(buns, "unconfirmed@example.com", confirmed_at=None)
    assert told() == 0
    comes_back(buns)
    assert (told(), told()) == (2, 0)
    ada, rosa = letters()
    assert (ada.to, rosa.to) == (["ada@example.com"], ["rosa@example.com"])
    assert ada.subject == "Back again: Cinnamon buns"
    for fact in ("12 × 110 g", "£3.50 with VAT", "5 left", buns.get_absolute_url(), "you asked for it on"):
        assert fact in ada.body
        assert fact in ada.alternatives[0].content.replace("&#x27;", "'")
    assert ada.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ada.extra_headers["List-Unsubscribe"].endswith("/withdraw/>")


def test_a_member_reads_the_price_without_vat_and_the_next_sold_out_is_another_wish(letters):
    juice, holly = sold_out(tax_class_id="drinks", price=D("10.00")), MemberFactory().user
    wishes(juice, holly)
    comes_back(juice)
    told()
    assert "£10.00 without VAT" in letters()[0].body
    wishes(juice, holly)
    assert told() == 1
    assert len(letters()) == 2


def test_who_may_no_longer_sign_in_is_not_written_to():
    buns, former = sold_out(), UserFactory(is_active=False)
    wishes(buns, former)
    comes_back(buns)
    assert told() == 0
    type(former).objects.update(is_active=True)
    assert told() == 1


def test_one_left_of_what_is_sold_by_twos_is_still_none():
    loaf = sold_out(minimum=2, step=2)
    wishes(loaf, "rosa@example.com")
    comes_back(loaf, 1)
    assert told() == 0
    comes_back(loaf, 2)
    assert told() == 1


def test_out_of_season_and_unpublished_goods_are_waited_for_until_they_are_sold():
    today = timezone.localdate()
    danish = sold_out(num_in_stock=9, season_first=today + timedelta(days=9))
    secret = sold_out(num_in_stock=9, is_public=False)
    for product in (danish, secret):
        wishes(product, "rosa@example.com")
    assert told() == 0
    for product, change in ((danish, {"season_first": date(2020, 1, 1)}), (secret, {"is_public": True})):
        type(product).objects.filter(pk=product.pk).update(**change)
    assert told() == 2


def test_a_variant_is_told_of_without_its_siblings():
    _, (beans, ground) = family("Decaf, beans, 1 kg", "Decaf, ground, 1 kg")
    for variant in (beans, ground):
        wishes(variant, "rosa@example.com")
    comes_back(ground)
    assert told() == 1
    assert Wish.objects.get(told_at=None).product == beans


def test_who_waits_for_what_was_put_away_hears_it_a_day_later(letters):
    now = timezone.now()
    buns = sold_out(archived_at=now)
    wishes(buns, "rosa@example.com")
    assert told(now) == 0
    assert told(now + domain.PUT_AWAY_FOR) == 1
    assert letters()[0].subject == "Cinnamon buns won't be back"


def test_many_wait_and_the_look_costs_the_same_while_nothing_comes_back(django_assert_max_num_queries):
    for _ in range(20):
        wishes(sold_out(), "rosa@example.com")
    with django_assert_max_num_queries(8):
        told()


def test_what_is_over_is_forgotten_in_its_time():
    now, buns = timezone.now(), sold_out()
    before = partial(timedelta, minutes=-1)
    kept = [
        wishes(buns, "a@example.com", told_at=now - domain.TOLD_KEPT - before()),
        wishes(buns, "b@example.com", confirmed_at=None, asked_at=now - domain.UNCONFIRMED_KEPT - before()),
        wishes(buns, "c@example.com", asked_at=now - domain.LONGEST - before()),
    ]
    wishes(buns, "d@example.com", told_at=now - domain.TOLD_KEPT + before())
    wishes(buns, "e@example.com", confirmed_at=None, asked_at=now - domain.UNCONFIRMED_KEPT + before())
    wishes(buns, "f@example.com", asked_at=now - domain.LONGEST + before())
    assert tidy(now=now) == 3
    assert set(Wish.objects.all()) == set(kept)
