"""A round that can't go is emptied first: each order finds another round or is cancelled, and each customer is told."""

from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.roles import CAFE_STAFF, OPERATIONS
from shop.desk import moving
from shop.outbox.models import Message
from shop.rounds.actions.making import make_rounds
from shop.rounds.domain.choosing import HOLDS_NO_PLACE
from shop.rounds.models import Closure, Round
from tests.factories import CafeFactory, CounterFactory, OrderFactory, ProductFactory, RouteFactory, UserFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def early_loaf(db):
    cafe = CafeFactory(name="Early Loaf")
    for weekday in range(7):
        cafe.openings.create(weekday=weekday, opens=time(10), closes=time(14))
    return cafe


@pytest.fixture
def vans(early_loaf) -> list[Round]:
    """The next rounds of the van to Bristol that can be ordered for, soonest first."""
    route = RouteFactory(cafe=early_loaf, name="Bristol")
    now = timezone.now()
    make_rounds(now=now)
    return list(Round.objects.filter(route=route, cutoff_at__gt=now).order_by("leaves_at"))


@pytest.fixture
def olive(client):
    person = UserFactory()
    give_role(user=person, role=OPERATIONS)
    client.force_login(person)
    return client


def to_bristol(round: Round, **more):
    order = OrderFactory(round=round, weight=D("2"), status="Received", **more)
    order.shipping_address = get_model("order", "ShippingAddress").objects.create(
        last_name="Rosa", line1="41 Redcross Street", line4="Bristol", postcode="BS2 0BA", country_id="GB"
    )
    order.save()
    return order


@pytest.fixture(autouse=True)
def britain(db):
    get_model("address", "Country").objects.get_or_create(pk="GB", defaults={"name": "United Kingdom"})


def left_in(round: Round) -> int:
    return get_model("order", "Order").objects.filter(round=round).exclude(status__in=HOLDS_NO_PLACE).count()


def letters_to(order) -> list[Message]:
    return list(Message.objects.filter(recipients__icontains=order.email))


def at(round: Round) -> str:
    return reverse("dashboard:round-move", args=[round.pk])


def test_closing_a_round_with_orders_asks_first_and_then_nobody_is_left_and_each_is_told_once(olive, vans):
    source, target = vans[:2]
    orders = [to_bristol(source) for _ in range(3)]
    assert olive.get(reverse("dashboard:round-close", args=[source.pk])).url == at(source)
    page = olive.get(at(source)).content.decode()
    assert all(order.number in page for order in orders)
    said = {"reason": "The van is broken.", "all_to": target.pk, "close": "on", f"order_{orders[2].pk}": "cancel"}
    for _ in range(2):
        olive.post(at(source), said)
    source.refresh_from_db()
    assert source.closed_because == "The van is broken"
    assert left_in(source) == 0
    assert left_in(target) == 2
    orders[2].refresh_from_db()
    assert orders[2].status == "Cancelled"
    assert [len(letters_to(order)) for order in orders] == [1, 1, 1]
    [letter] = letters_to(orders[0])
    assert "has a new day" in letter.subject
    assert "The van is broken." in letter.body
    note = orders[0].notes.get().message
    assert note.startswith("Moved from ")
    assert note.endswith("The van is broken.")
    assert {change.what for change in target.changes.all()} == {
        f"Order {order.number} moved in" for order in orders[:2]
    }


def test_an_order_that_no_other_round_takes_stays_and_so_does_all_else(olive, vans):
    source, target = vans[:2]
    Round.objects.filter(pk=target.pk).update(capacity_orders=1)
    orders = [to_bristol(source) for _ in range(2)]
    said = {"reason": "No driver", "all_to": target.pk, "close": "on"}
    answer = olive.post(at(source), said)
    assert "is full" in answer.content.decode()
    assert "No driver" in answer.content.decode()
    assert left_in(source) == 2
    assert not letters_to(orders[0])
    assert not Round.objects.get(pk=source.pk).closed_at


def test_rounds_are_offered_by_what_the_order_needs(vans):
    """Goods that take long, and an address that no van goes to."""
    source = vans[0]
    slow = ProductFactory(lead_days=(vans[1].date - timezone.localdate()).days + 1)
    usual, late, far = to_bristol(source), to_bristol(source, lines=[(slow, 1)]), to_bristol(source)
    far.shipping_address.postcode = "EH1 1YZ"
    found = moving.choices_for([usual, late, far], round=source, now=timezone.now())
    offered = [{choice.round.pk for choice in each.open} for each in found]
    assert vans[1].pk in offered[0]
    assert vans[1].pk not in offered[1]
    assert vans[-1].pk in offered[1]
    assert not offered[2]
    assert "doesn't deliver to EH1 1YZ" in str(found[2].why_none)


def test_who_fetches_keeps_the_time_of_day_or_gets_the_nearest_that_is_free(early_loaf):
    counter = CounterFactory(cafe=early_loaf, orders_per_slot=1)
    now = timezone.now()
    make_rounds(now=now)
    source, target = Round.objects.filter(counter=counter, cutoff_at__gt=now)[1:3]
    noon = source.slots.get(starts="12:00")
    orders = [OrderFactory(round=source, slot=noon, weight=D(1), status="Received") for _ in range(2)]
    moved = {order.pk: target for order in orders}
    moving.move(round=source, to=moved, cancel=(), reason="A wedding", close=True, by=None, now=now)
    times = [
        order.slot.starts.hour for order in get_model("order", "Order").objects.filter(round=target).order_by("pk")
    ]
    assert times == [12, 11]


def test_a_closure_stops_rounds_with_orders_and_ends_them_once_they_are_empty(olive, early_loaf, vans):
    source, target = vans[:2]
    order = to_bristol(source)
    day = {"first_day": source.date, "last_day": source.date, "reason": "Stocktaking"}
    answer = olive.post(reverse("dashboard:closure-new"), day | {"cafe": early_loaf.pk})
    closure = Closure.objects.get()
    assert answer.url == reverse("dashboard:closure", args=[closure.pk])
    assert at(source) in olive.get(answer.url).content.decode()
    olive.post(at(source), {"reason": "Stocktaking", f"order_{order.pk}": target.pk})
    order.refresh_from_db()
    assert order.round_id == target.pk
    assert Round.objects.get(pk=source.pk).closed_because == "Stocktaking"
    assert at(source) not in olive.get(answer.url).content.decode()


def test_what_was_moved_a_moment_ago_is_refused_and_nobody_is_told_again(vans):
    source, target, other = vans[:3]
    order = to_bristol(source)
    how = {"cancel": (), "reason": "No driver", "close": False, "by": None, "now": timezone.now()}
    moving.move(round=source, to={order.pk: target}, **how)
    with pytest.raises(moving.OrdersChanged):
        moving.move(round=source, to={order.pk: other}, **how)
    order.refresh_from_db()
    assert order.round_id == target.pk
    assert len(letters_to(order)) == 1


def test_people_of_another_cafe_find_no_such_round(client, vans):
    stranger = UserFactory()
    give_role(user=stranger, role=CAFE_STAFF, cafe=CafeFactory(name="Liffey Larder").partner)
    client.force_login(stranger)
    order = to_bristol(vans[0])
    assert client.post(at(vans[0]), {"reason": "No", f"order_{order.pk}": "cancel"}).status_code == 404
    order.refresh_from_db()
    assert order.status == "Received"


def test_moving_many_orders_asks_no_more_than_moving_a_few(vans):
    how = {"cancel": (), "reason": "No driver", "close": False, "by": None, "now": timezone.now()}
    counts = []
    for source, target, count in ((vans[0], vans[1], 2), (vans[2], vans[3], 7)):
        to = {to_bristol(source).pk: target for _ in range(count)}
        with CaptureQueriesContext(connection) as asked:
            moving.move(round=source, to=to, **how)
        counts.append(len(asked))
    assert counts[0] == counts[1]
