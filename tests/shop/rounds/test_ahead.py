"""What pages of the shop say of the days to come, and until when it is true."""

from datetime import date, timedelta

import pytest

from shop.rounds import ahead
from shop.rounds.actions.closing import close_round
from shop.rounds.actions.making import make_rounds
from shop.rounds.models import Round
from tests.factories import OrderFactory
from tests.shop.rounds.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
TUESDAY, THURSDAY = date(2026, 6, 2), date(2026, 6, 4)


def test_the_days_on_which_goods_can_be_had_say_how_far_ahead_they_may_have_to_be_ordered(cafe, van):
    make_rounds(now=NOW)
    code, rounds = cafe.partner.code, ahead.open_ahead(now=NOW)
    days = ahead.days_to_order_for(rounds, now=NOW)
    assert list(days)[:3] == ["2026-06-02", "2026-06-04", "2026-06-09"]
    assert (days["2026-06-02"], days["2026-06-04"]) == ({code: 1}, {code: 3})
    assert "2026-06-02" not in ahead.days_to_order_for(rounds, now=NOW + DAY)


def test_what_a_page_says_of_days_holds_until_the_instant_that_it_names_and_no_longer(van):
    make_rounds(now=NOW)
    rounds, now = ahead.open_ahead(now=NOW), NOW
    for _ in range(6):
        until = ahead.true_until(rounds, now=now)
        said = ahead.days_to_order_for(rounds, now=now)
        assert ahead.days_to_order_for(rounds, now=until - SECOND) == said
        assert ahead.days_to_order_for(rounds, now=until) != said
        now = until


def test_goods_that_take_longer_are_promised_for_the_first_day_that_leaves_time_for_them(cafe, van):
    make_rounds(now=NOW)
    rounds, sold = ahead.open_ahead(now=NOW), {cafe.partner.code}
    first, until = ahead.first_for(rounds, cafes=sold, lead_days=0, now=NOW)
    assert first.order_by() == "Order by Mon 14:00 for Tuesday"
    assert ahead.first_for(rounds, cafes=sold, lead_days=0, now=until)[0].departure.date == THURSDAY
    assert ahead.first_for(rounds, cafes=sold, lead_days=3, now=NOW)[0].order_by(3) == "Order by Mon 14:00 for Thursday"
    assert ahead.first_for(rounds, cafes={"another"}, lead_days=0, now=NOW) is None


def test_the_next_cutoff_is_of_a_round_that_goes_and_orders_alone_change_nothing_of_it(van):
    make_rounds(now=NOW)
    tuesday = Round.objects.get(date=TUESDAY)
    before = ahead.open_ahead(now=NOW)
    assert ahead.next_cutoff(before, now=NOW).departure.date == TUESDAY
    assert ahead.next_cutoff(before, now=tuesday.cutoff_at).departure.date == THURSDAY
    Round.objects.filter(pk=tuesday.pk).update(capacity_orders=1)
    order = OrderFactory(round=tuesday)
    assert ahead.open_ahead(now=NOW) == before
    order.set_status("Cancelled")
    close_round(round=tuesday, reason="Snow", by=None, now=NOW)
    assert ahead.next_cutoff(ahead.open_ahead(now=NOW), now=NOW).departure.date == THURSDAY
    assert ahead.next_cutoff([], now=NOW) is None
