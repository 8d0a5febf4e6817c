"""Which rounds an order may join, which is the earliest, and what it costs."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.ordering.domain import GIVES_STOCK_BACK
from shop.rounds.domain import refusals
from shop.rounds.domain.charges import Terms, Zone, zone_of
from shop.rounds.domain.choosing import HOLDS_NO_PLACE, Offer, Order, SlotOffer, earliest, open_rounds
from shop.rounds.domain.cutoffs import DaysBefore, closing
from shop.rounds.domain.departures import Departure
from tests.shop.rounds.calendars import DAYS, LONDON, TIMES, ZONES

pytestmark = pytest.mark.one_engine
D = Decimal
unhurried = settings(deadline=None)
FRIDAY = date(2026, 6, 5)
SATURDAY = Departure(date(2026, 6, 6), time(6), LONDON, datetime(2026, 6, 5, 14))
NOW = datetime(2026, 6, 4, 9, tzinfo=UTC)


@st.composite
def offers(draw, first: date) -> Offer:
    day, leaves = first + timedelta(days=draw(st.integers(-2, 20))), draw(TIMES)
    rule = DaysBefore(draw(st.integers(0, 4)), draw(TIMES))
    return Offer(
        name="Van",
        departure=Departure(
            day, leaves, draw(st.sampled_from(ZONES)), closing(rule, day, not_after=datetime.combine(day, leaves))
        ),
        closed_because=draw(st.sampled_from(["", "", "A day off"])),
        capacity_orders=draw(st.none() | st.integers(0, 3)),
        capacity_kg=draw(st.none() | st.integers(0, 30).map(D)),
        orders=draw(st.integers(0, 3)),
        kg=draw(st.integers(0, 30).map(D)),
    )


orders = st.builds(
    Order, st.integers(0, 20).map(D), st.dictionaries(st.sampled_from(["Bread", "Cake"]), st.integers(0, 6))
)
days_with_offers = DAYS.flatmap(lambda day: st.tuples(st.just(day), st.lists(offers(day), max_size=12)))


@unhurried
@given(days_with_offers, orders, st.times())
def test_the_earliest_is_the_earliest_of_those_that_take_all_of_the_order(drawn, order, at):
    day, rounds = drawn
    now = datetime.combine(day, at, tzinfo=UTC)

    def fits(offer: Offer) -> bool:
        """Said anew, one rule after the other."""
        if offer.closed_because or (offer.capacity_orders is not None and offer.orders + 1 > offer.capacity_orders):
            return False
        if offer.capacity_kg is not None and offer.kg + order.weight > offer.capacity_kg:
            return False
        return all(now < offer.departure.last_moment(days) for days in (0, *order.lead_days.values()))

    fitting = [offer for offer in rounds if fits(offer)]
    assert open_rounds(rounds, order=order, now=now) == fitting
    found = earliest(rounds, order=order, now=now)
    assert (found is None) == (not fitting)
    if found:
        assert found in fitting
        assert all(found.departure.leaves_at <= each.departure.leaves_at for each in fitting)
        assert found.departure.cutoff_at > now


@pytest.mark.parametrize(
    ("offer", "order", "said"),
    [
        ({"closed_because": "Good Friday"}, Order(), "Van on Saturday 6 June takes no orders. Good Friday."),
        ({"capacity_orders": 2, "orders": 2}, Order(), "Van on Saturday 6 June is full. Please choose another day."),
        (
            {"capacity_kg": D(50), "kg": D("37.500")},
            Order(weight=D(20)),
            "Van on Saturday 6 June has room for 12.5 kg more, and this order weighs more than that.",
        ),
        (
            {},
            Order(lead_days={"Wedding cake": 4, "Loaf": 0, "Pie": 2}),
            "Van on Saturday 6 June is too soon for what has to be ordered ahead: Wedding cake (4 days).",
        ),
    ],
)
def test_why_not_is_said_in_plain_words(offer, order, said):
    assert str(Offer("Van", SATURDAY, **offer).why_not(order, NOW)) == said


def test_it_is_too_late_from_the_cutoff_on_and_not_a_moment_before():
    van = Offer("Van", SATURDAY)
    closes = datetime(2026, 6, 5, 13, tzinfo=UTC)  # two o'clock in summer
    assert van.why_not(Order(), closes - timedelta(microseconds=1)) is None
    assert str(van.why_not(Order(), closes)) == (
        "It is too late for Van on Saturday 6 June: orders closed on Friday 5 June at 14:00."
    )


def test_a_day_of_collection_is_full_once_each_slot_is_taken_or_has_begun():
    begun = SlotOffer(NOW - timedelta(hours=1), "08:00–09:00", capacity=4)
    taken = SlotOffer(NOW + timedelta(hours=1), "10:00–11:00", capacity=1, orders=1)
    free = SlotOffer(NOW + timedelta(hours=2), "11:00–12:00", capacity=2, orders=1)
    assert isinstance(Offer("Counter", SATURDAY, slots=(begun, taken)).why_not(Order(), NOW), refusals.Full)
    assert Offer("Counter", SATURDAY, slots=(begun, taken, free)).why_not(Order(), NOW) is None


def test_orders_that_give_their_stock_back_hold_no_place_either():
    assert HOLDS_NO_PLACE == GIVES_STOCK_BACK


ZONED = [Zone("BS"), Zone("BS1", charge=D("4.00")), Zone("BA", charge=D("9.00"), minimum=D("60.00"))]


@pytest.mark.parametrize(
    ("postcode", "prefix"),
    [("BS1 4DJ", "BS1"), ("BS16 1AA", "BS"), ("BA2 3AA", "BA"), ("B1 1AA", None), ("D02 X285", None)],
)
def test_the_longest_beginning_of_a_postcode_wins(postcode, prefix):
    found = zone_of(ZONED, postcode)
    assert (found and found.prefix) == prefix


@pytest.mark.parametrize(
    ("net", "charge", "until_free", "too_little"),
    [
        ("59.99", "9.00", "60.01", "The least for delivery is £60.00 of goods, without VAT: add £0.01 more."),
        ("60.00", "9.00", "60.00", ""),
        ("119.99", "9.00", "0.01", ""),
        ("120.00", "0.00", None, ""),
    ],
)
def test_an_area_has_its_own_charge_and_minimum_and_all_share_from_when_it_is_free(net, charge, until_free, too_little):
    terms = Terms(minimum=D("40.00"), charge=D("6.00"), free_from=D("120.00")).at(ZONED[2])
    assert terms.charge_for(D(net)) == D(charge)
    assert terms.until_free(D(net)) == (until_free and D(until_free))
    assert str(terms.why_too_little(D(net), "GBP") or "") == too_little
