"""Staff look after rounds: what they see, what they set, and what they are told when it can't be."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shop.accounts.actions import give_role
from shop.accounts.roles import ROLES
from shop.cafes.actions import set_week
from shop.cafes.domain import Opening
from shop.rounds.actions.making import make_rounds
from shop.rounds.models import Closure, Counter, Round, Route
from tests.factories import CafeFactory, OrderFactory, RouteFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BUDGET = 20


@pytest.fixture
def works(db):
    def of(role: str, cafe=None) -> Client:
        client = Client()
        client.person = UserFactory()
        place = cafe.partner if cafe else None
        give_role(user=client.person, role=next(each for each in ROLES if each.name == role), cafe=place)
        client.force_login(client.person)
        return client

    return of


@pytest.fixture
def olive(works):
    return works("Operations")


@pytest.fixture
def ahead(van, counter) -> list[Round]:
    """Of the van, those that can be ordered for, soonest first."""
    now = timezone.now()
    make_rounds(now=now)
    return list(Round.objects.filter(route=van, cutoff_at__gt=now).order_by("leaves_at"))


def at(name: str, *args) -> str:
    return reverse(f"dashboard:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


def typed(form) -> dict:
    """What a browser sends of a form that nobody has touched."""
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, "") and value is not False}


def limits(round: Round, **changed) -> dict:
    values = {name: getattr(round, name) for name in ("cutoff_date", "cutoff_time", "minimum", "driver_note")}
    return values | {"capacity_orders": round.capacity_orders or "", "capacity_kg": round.capacity_kg or ""} | changed


def test_a_week_shows_what_goes_out_with_its_load_and_stays_within_its_statements(olive, cafe, ahead):
    thursday = ahead[0]
    for _ in range(3):
        OrderFactory(round=thursday, weight=Decimal("2.5"))
    RouteFactory.create_batch(3, cafe=CafeFactory())
    make_rounds(now=timezone.now())
    Round.objects.filter(pk=thursday.pk).update(misfit="leaves 06:00, and now would 07:00")
    for address in (
        f"{at('rounds')}?day={thursday.date}",
        at("round-list"),
        at("route-list"),
        at("closure-list"),
        at("counter-list"),
        at("round", thursday.pk),
        at("rounds-history"),
    ):
        with CaptureQueriesContext(connection) as statements:
            page = text(olive.get(address))
        assert len(statements) <= BUDGET, address
    week = text(olive.get(f"{at('rounds')}?day={thursday.date}&cafe={cafe.pk}"))
    assert "7.5" in week
    assert "Needs a look" in week
    assert "Van" not in week
    assert "Nothing goes out this week" in text(olive.get(f"{at('rounds')}?day=2019-01-01"))
    assert page


def test_a_week_that_nobody_can_mean_is_this_week(olive, ahead):
    for nonsense in ("soon", "9999-12-31", "0001-01-01", "2026-02-30"):
        assert olive.get(f"{at('rounds')}?day={nonsense}&cafe=bread").status_code == 200


def test_who_only_looks_changes_nothing_and_another_cafe_finds_nothing(works, cafe, ahead, van):
    round, closure = (
        ahead[0],
        Closure.objects.create(cafe=cafe, first_day=date(2030, 1, 1), last_day=date(2030, 1, 2), reason="Rest"),
    )
    looking = [at("round", round.pk), at("route", van.pk)]
    changing = [
        *(at("round-edit", round.pk), at("round-close", round.pk), at("round-move", round.pk), at("route", van.pk)),
        *(at("counter", cafe.partner.code), at("counter-change-rule", cafe.partner.code)),
        *(at("closure", closure.pk), at("closure-remove", closure.pk)),
    ]
    sales, nuala, cleo = works("Sales"), works("Café staff", CafeFactory()), works("Café staff", cafe)
    for address in looking:
        assert [each.get(address).status_code for each in (sales, nuala, cleo)] == [200, 404, 200], address
    for address in changing:
        assert sales.post(address).status_code == 403, address
        assert nuala.post(address).status_code == 404, address
        assert cleo.get(address).status_code == 200, address
    assert round.name not in text(nuala.get(f"{at('rounds')}?day={round.date}"))
    assert works("Marketing").get(at("rounds")).status_code == 403
    assert Closure.objects.filter(pk=closure.pk).exists()


def test_what_is_set_of_one_round_stays_when_its_timetable_changes_until_it_is_let_go(olive, van, ahead):
    round = ahead[0]
    olive.post(
        at("round-edit", round.pk), limits(round, cutoff_time="11:00", capacity_orders="7", driver_note="Gate B")
    )
    van.capacity_orders = 30
    van.save()
    make_rounds(now=timezone.now())
    round.refresh_from_db()
    assert (round.cutoff_time, round.capacity_orders, round.driver_note) == (time(11), 7, "Gate B")
    assert Round.objects.get(pk=ahead[1].pk).capacity_orders == 30
    assert {"At", "Room for orders", "Note for the driver"} <= {change.what for change in round.changes.all()}
    olive.post(at("round-follow", round.pk))
    round.refresh_from_db()
    assert (round.cutoff_time, round.capacity_orders, round.driver_note) == (time(14), 30, "")


def test_orders_can_not_close_after_the_van_has_left(olive, ahead):
    round = ahead[0]
    answer = olive.post(at("round-edit", round.pk), limits(round, cutoff_date=round.date, cutoff_time="23:00"))
    assert "Orders have to close before" in text(answer)
    assert 'value="23:00"' in text(answer)
    round.refresh_from_db()
    assert round.cutoff_time == time(14)


def test_a_round_without_orders_is_closed_with_a_reason_and_opened_again(olive, ahead):
    round = ahead[0]
    assert "Please fill this in" in text(olive.post(at("round-close", round.pk), {"reason": " "}))
    olive.post(at("round-close", round.pk), {"reason": "No driver."})
    round.refresh_from_db()
    assert round.closed_because == "No driver"
    olive.post(at("round-open", round.pk))
    round.refresh_from_db()
    assert round.takes_orders


def test_a_market_is_made_by_hand_and_its_day_stays_once_somebody_has_ordered(olive, cafe):
    day = timezone.localdate() + 9 * DAY
    market = {
        "cafe": cafe.pk,
        "name": "Harbour market",
        "place": "The quay",
        "date": day,
        "leaves_time": "06:30",
        "arrives_from": "09:00",
        "arrives_until": "13:00",
        "cutoff_date": day - DAY,
        "cutoff_time": "18:00",
        "minimum": "0",
    }
    assert "can&#x27;t be there before" in text(olive.post(at("round-event-new"), market | {"arrives_from": "05:00"}))
    assert "over already" in text(olive.post(at("round-event-new"), market | {"date": "2020-01-01"}))
    olive.post(at("round-event-new"), market)
    event = Round.objects.get(kind="event")
    assert (event.date, event.leaves, event.local_cutoff.hour) == (day, time(6, 30), 18)
    olive.post(at("round-edit", event.pk), market | {"date": day + DAY})
    event.refresh_from_db()
    assert event.date == day + DAY
    OrderFactory(round=event)
    olive.post(at("round-edit", event.pk), market | {"date": day, "capacity_orders": "9"})
    event.refresh_from_db()
    assert (event.date, event.capacity_orders) == (day + DAY, 9)


def route_typed(client, route: Route) -> dict:
    context = client.get(at("route", route.pk)).context
    sent = typed(context["form"]) | {"areas": len(context["areas"].rows)}
    for row in context["areas"].rows:
        sent |= {row[name].html_name: value for name in row.fields if (value := row[name].value()) is not None}
    return sent


def test_a_route_is_shown_before_it_is_saved_with_the_rounds_that_stay(olive, van, ahead):
    OrderFactory(round=ahead[0])
    sent = route_typed(olive, van) | {"weekdays": ["5"], "area-1-prefix": "ba1", "area-1-charge": "9"}
    page = text(olive.post(at("route", van.pk), sent | {"preview": "1"}))
    assert "would be" in page
    assert "Saturday" in page
    assert "stay as those customers read them" in page
    van.refresh_from_db()
    assert van.weekdays == ("1", "3")
    olive.post(at("route", van.pk), sent)
    van.refresh_from_db()
    assert van.weekdays == ("5",)
    assert {(area.prefix, area.charge) for area in van.areas.all()} == {("BS", None), ("BA1", Decimal(9))}
    assert Round.objects.filter(route=van, date__week_day=7).exists()
    assert Round.objects.get(pk=ahead[0].pk).stopped_because


def test_a_route_says_what_is_wrong_with_it_and_forgets_nothing(olive, van):
    sent = route_typed(olive, van)
    wrong = {"weekdays": [], "arrives_from": "05:00", "area-1-prefix": "Bristol", "area-2-charge": "4", "name": "Mine"}
    page = text(olive.post(at("route", van.pk), sent | wrong))
    for words in ("at least one day", "arrive before it leaves", "“BRISTOL” is not", "for which postcodes", "Mine"):
        assert words in page, words
    twice = text(olive.post(at("route", van.pk), sent | {"area-1-prefix": "BS"}))
    assert "BS stands there twice" in twice
    van.refresh_from_db()
    assert van.name == "Bristol"


def test_what_a_cafe_delivers_to_is_what_its_routes_go_to(olive, cafe, van):
    RouteFactory(cafe=cafe, name="Vale", is_active=False, zones=[])
    olive.post(at("route", van.pk), route_typed(olive, van) | {"area-1-prefix": "BS1", "area-2-prefix": "BA1"})
    cafe.refresh_from_db()
    assert cafe.areas == ("BA1", "BS")
    page = text(olive.get(at("cafe-profile", cafe.partner.code)))
    assert "routes" in page


def test_collection_and_the_rule_for_changes_are_set_for_each_cafe(olive, works, cafe, counter):
    other = CafeFactory()
    cutoff = {"cutoff_kind": "week", "cutoff_weekday": "4", "cutoff_time": "12:00"}
    slots = {"is_active": "on", "slot_minutes": "30", "days_ahead": "10", "minimum": "0"} | cutoff
    works("Café staff", other).post(at("counter", other.partner.code), slots)
    assert str(Counter.objects.get(cafe=other).cutoff) == "Friday 12:00 for all of next week"
    olive.post(at("counter-change-rule", cafe.partner.code), {"hours": "24", "past_cutoff": "on"})
    cafe.refresh_from_db()
    assert cafe.change_rule.hours == 24
    assert "24 hours before it leaves, also after the cut-off" in text(olive.get(at("counter-list")))


def test_collection_follows_the_hours_of_its_cafe_as_soon_as_they_are_saved(cafe, counter):
    make_rounds(now=timezone.now())
    assert Round.objects.filter(counter=counter, date__week_day=1).count() == 0
    set_week(cafe=cafe, openings=[Opening(6, time(9), time(12))], by=None)
    days = Round.objects.filter(counter=counter)
    assert {round.date.weekday() for round in days} == {6}
    assert days[0].slots.count() == 3


def test_people_of_a_cafe_close_their_own_days_only(works, cafe, van):
    cleo = works("Café staff", cafe)
    day = {"first_day": "2031-03-01", "last_day": "2031-03-02", "reason": "A wedding."}
    assert "Please fill this in" in text(cleo.post(at("closure-new"), day))
    assert not Closure.objects.exists()
    cleo.post(at("closure-new"), day | {"cafe": cafe.pk})
    assert Closure.objects.get().reason == "A wedding"
    house = Closure.objects.create(first_day=date(2031, 5, 1), last_day=date(2031, 5, 1), reason="The house rests")
    assert "The house rests" in text(cleo.get(at("closure-list")))
    assert cleo.get(at("closure", house.pk)).status_code == 404
    assert "Christmas Day" in text(cleo.get(at("closure-list")))


def test_rounds_and_routes_go_into_a_spreadsheet_as_they_are_filtered(olive, cafe, van, ahead):
    rounds = b"".join(olive.get(f"{at('round-list')}?kind=delivery&export=csv")).decode("utf-8-sig").splitlines()
    assert rounds[0].startswith("Date,Leaves,Café,Kind,Round")
    assert len(rounds) - 1 == Round.objects.filter(kind="delivery", date__gte=timezone.localdate()).count()
    routes = b"".join(olive.get(f"{at('route-list')}?q=BS&export=csv")).decode("utf-8-sig").splitlines()
    assert 'Early Loaf,Bristol,yes,"Tuesday, Thursday"' in routes[1]


@pytest.mark.parametrize("state", ["open", "full", "over", "closed", "left", "orders", "misfit"])
def test_the_list_filters_by_the_state_that_it_shows(olive, ahead, state):
    now = timezone.now()
    long_ago = now - 3 * DAY
    Round.objects.filter(pk=ahead[0].pk).update(capacity_orders=1)
    OrderFactory(round=ahead[0])
    Round.objects.filter(pk=ahead[1].pk).update(cutoff_at=now - DAY, cutoff_date=now.date() - 2 * DAY)
    Round.objects.filter(pk=ahead[2].pk).update(
        cutoff_at=long_ago, leaves_at=long_ago, date=long_ago.date(), cutoff_date=long_ago.date() - DAY
    )
    Round.objects.filter(pk=ahead[3].pk).update(closed_at=now, closed_because="Snow")
    Round.objects.filter(pk=ahead[4].pk).update(misfit="leaves 06:00, and now would 07:00")
    found = olive.get(f"{at('round-list')}?state={state}&kind=delivery").context["entries"]
    assert found
    if state in ("orders", "misfit"):
        assert [entry.round.pk for entry in found] == [ahead[0].pk if state == "orders" else ahead[4].pk]
    else:
        assert {entry.state for entry in found} == {state}
