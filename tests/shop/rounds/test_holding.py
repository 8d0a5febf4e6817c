"""An order takes its place in a round, in the transaction that places it, or is refused in words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.rounds.actions.closing import close_round
from shop.rounds.actions.holding import Place, hold_places
from shop.rounds.actions.making import make_rounds
from shop.rounds.domain import refusals
from shop.rounds.models import Round, Slot
from tests.factories import BasketFactory, OrderFactory, ProductFactory
from tests.shop.rounds.conftest import NOW

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 6, 4)
HOUR = timedelta(hours=1)
D = Decimal


@pytest.fixture
def thursday(van, counter) -> Round:
    make_rounds(now=NOW)
    return Round.objects.get(route=van, date=THURSDAY)


@pytest.fixture
def collection(thursday, counter) -> Round:
    return Round.objects.get(counter=counter, date=THURSDAY)


def lines(*goods) -> list:
    return list(BasketFactory(lines=goods or [(ProductFactory(), 1)]).all_lines())


def hold(round: Round, *, now=NOW, lines=(), slot: Slot | None = None, weight="1") -> None:
    hold_places(places=[Place(round, lines, slot, D(weight))], now=now)


def limit(round: Round, **limits) -> None:
    Round.objects.filter(pk=round.pk).update(**limits)


def test_places_for_orders_run_out_and_a_cancelled_or_lapsed_order_leaves_its_place(thursday):
    limit(thursday, capacity_orders=2)
    orders = [OrderFactory(round=thursday) for _ in range(2)]
    with pytest.raises(refusals.Full):
        hold(thursday)
    for order, state in zip(orders, ("Cancelled", "Lapsed"), strict=True):
        order.set_status(state)
        hold(thursday)
        OrderFactory(round=thursday)
        with pytest.raises(refusals.Full):
            hold(thursday)


def test_kilograms_run_out_to_the_gram(thursday):
    limit(thursday, capacity_kg=D(20))
    OrderFactory(round=thursday, weight=D("12.500"))
    hold(thursday, weight="7.5")
    with pytest.raises(refusals.TooHeavy, match=r"room for 7\.5 kg more"):
        hold(thursday, weight="7.501")


def test_nobody_joins_after_the_cutoff_nor_a_round_that_was_closed_or_is_gone(thursday):
    hold(thursday, now=thursday.cutoff_at - HOUR)
    with pytest.raises(refusals.PastCutOff):
        hold(thursday, now=thursday.cutoff_at)
    close_round(round=thursday, reason="The van is broken", by=None, now=NOW)
    with pytest.raises(refusals.Closed, match="The van is broken"):
        hold(thursday)
    thursday.delete()
    with pytest.raises(refusals.RoundGone):
        hold(Round(pk=987_654))


def test_goods_that_take_days_are_named_when_it_is_too_late_for_them(thursday):
    cake = ProductFactory(title="Wedding cake", lead_days=3)
    hold(thursday, lines=lines((cake, 1)), now=NOW + 3 * HOUR)  # Monday noon
    with pytest.raises(refusals.TooEarly, match=r"Wedding cake \(3 days\)"):
        hold(thursday, lines=lines((cake, 1)), now=NOW + 6 * HOUR)


def test_what_is_made_to_order_is_made_only_so_often_a_round_whatever_the_variant(thursday, van):
    pie = ProductFactory(title="Pie", supply="to_order", capacity=10, num_in_stock=None)
    big = ProductFactory(structure="child", parent=pie, title="Pie, big", product_class=None, num_in_stock=None)
    OrderFactory(round=thursday, lines=[(pie, 4)])
    OrderFactory(round=thursday, lines=[(pie, 5)]).set_status("Cancelled")
    OrderFactory(round=van.rounds.exclude(pk=thursday.pk).first(), lines=[(pie, 10)])
    hold(thursday, lines=lines((pie, 2), (big, 4)))
    with pytest.raises(refusals.CantMakeMore, match="only 4 more of Pie, big for Thursday 4 June"):
        hold(thursday, lines=lines((pie, 2), (big, 5)))


def test_a_slot_is_chosen_is_of_this_day_has_room_and_has_not_begun(collection, thursday):
    ten, eleven, *_ = collection.slots.all()
    with pytest.raises(refusals.ChooseASlot):
        hold(collection)
    with pytest.raises(refusals.RoundGone):
        hold(thursday, slot=ten)
    with pytest.raises(refusals.RoundGone):
        hold(collection, slot=Slot.objects.exclude(round=collection).first())
    ten.capacity = 1
    ten.save()
    hold(collection, slot=ten)
    OrderFactory(round=collection, slot=ten)
    with pytest.raises(refusals.SlotFull, match="10:00–11:00 on Thursday 4 June is taken"):
        hold(collection, slot=ten)
    hold(collection, slot=eleven)
    limit(collection, cutoff_date=THURSDAY, cutoff_time="13:00", cutoff_at=eleven.ends_at)
    with pytest.raises(refusals.SlotOver):
        hold(collection, slot=eleven, now=eleven.starts_at)


def test_two_orders_of_one_checkout_are_counted_together(thursday):
    limit(thursday, capacity_orders=1)
    place = Place(thursday, ())
    with pytest.raises(refusals.Full):
        hold_places(places=[place, place], now=NOW)


@pytest.mark.parametrize("count", [1, 12])
def test_however_many_lines_it_takes_four_statements(collection, thursday, count):
    goods = [ProductFactory(supply="to_order", capacity=9, num_in_stock=None, lead_days=1) for _ in range(count)]
    basket = BasketFactory(lines=[(each, 1) for each in goods])
    held = list(basket.all_lines())
    for line in held:
        assert line.product.family
    places = [Place(thursday, held), Place(collection, held, collection.slots.first())]
    with CaptureQueriesContext(connection) as asked:
        hold_places(places=places, now=NOW)
    assert len(asked) == 4
