from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.cafes import queries
from shop.cafes.models import SERIES_IS_FOR_GOOD, Cafe
from tests.factories import CafeFactory, PartnerFactory, TradeAccountFactory, UserFactory

pytestmark = pytest.mark.django_db
EDITS_ALL = ["partner.change_partner", "partner.view_partner"]
PAGES = ["cafe-profile", "cafe-week", "cafe-special-days"]


@pytest.fixture
def cafe():
    return CafeFactory(name="Early Loaf", series_prefix="EL")


def sign_in(client, **who):
    person = UserFactory(**who)
    client.force_login(person)
    return person


def address(page: str, cafe: Cafe) -> str:
    return reverse(f"dashboard:{page}", kwargs={"code": cafe.partner.code})


def week(*rows: tuple[int, str, str], night: bool = False) -> dict:
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, (weekday, opens, closes) in enumerate(rows):
        data |= {f"form-{number}-weekday": weekday, f"form-{number}-opens": opens, f"form-{number}-closes": closes}
        if night:
            data[f"form-{number}-past_midnight"] = "on"
    return data


def special(*rows: dict) -> dict:
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def test_who_looks_after_all_cafes_sees_each_and_the_way_to_it(client, cafe):
    PartnerFactory(name="Brand new")
    sign_in(client, is_staff=True, permissions=EDITS_ALL)
    page = client.get(reverse("dashboard:cafe-list")).content.decode()
    assert address("cafe-week", cafe) in page
    assert "Write its profile" in page
    assert reverse("dashboard:cafe-list") in client.get(reverse("dashboard:partner-list")).content.decode()


def test_cafe_staff_look_after_their_own_cafe_and_no_other(client, cafe):
    other = CafeFactory(name="Harbour Roast")
    cleo = sign_in(client, permissions=["partner.dashboard_access"])
    cafe.partner.users.add(cleo)
    listed = client.get(reverse("dashboard:cafe-list")).content.decode()
    assert "Early Loaf" in listed
    assert "Harbour Roast" not in listed
    for page in PAGES:
        assert client.get(address(page, cafe)).status_code == 200
        assert client.get(address(page, other)).status_code == 404
        assert client.post(address(page, other), week((0, "08:00", "12:00"))).status_code == 404
    assert not other.openings.exists()


@pytest.mark.parametrize("who", [{}, {"is_staff": True}, {"permissions": ["partner.view_partner"]}])
def test_others_are_refused(client, cafe, who):
    person = sign_in(client, **who)
    cafe.partner.users.add(person)
    assert client.get(reverse("dashboard:cafe-list")).status_code == 403
    for page in PAGES:
        assert client.get(address(page, cafe)).status_code == 403
        assert client.post(address(page, cafe), week((0, "08:00", "12:00"))).status_code == 403
    assert not cafe.openings.exists()


def test_a_visitor_is_shown_the_one_door(client, cafe):
    for page in PAGES:
        answer = client.get(address(page, cafe))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/accounts/login/")


def test_an_unknown_cafe_is_not_found(client):
    sign_in(client, permissions=EDITS_ALL)
    for page in PAGES:
        assert client.get(reverse(f"dashboard:{page}", kwargs={"code": "nowhere"})).status_code == 404


def test_a_week_is_saved_and_traced(client, cafe):
    olive = sign_in(client, permissions=EDITS_ALL)
    rows = [(0, "08:00", "12:00"), (0, "13:00", "17:00"), (1, "", ""), (6, "00:00", "00:00")]
    answer = client.post(address("cafe-week", cafe), week(*rows), follow=True)
    assert "Saved. Visitors of Early Loaf see it now." in answer.content.decode()
    saved = [str(row) for row in cafe.openings.all()]
    assert saved == ["Monday 08:00–12:00", "Monday 13:00–17:00", "Sunday 00:00–00:00"]
    assert [change.user for change in queries.recent_changes(cafe)] == [olive]


@pytest.mark.parametrize(
    ("rows", "night", "words"),
    [
        ([(0, "08:00", "12:00"), (0, "11:00", "17:00")], False, "Monday 08:00–12:00 and Monday 11:00–17:00 overlap."),
        ([(4, "20:00", "02:00")], False, "02:00 is before 20:00. Tick “the next morning” if it is."),
        ([(4, "08:00", "17:00")], True, "That is more than a day later: untick “the next morning”."),
        ([(0, "08:00", "")], False, "Give both times, or neither."),
        ([(0, "late", "12:00")], False, "Enter a valid time."),
        ([(9, "08:00", "12:00")], False, "Nothing is saved yet."),
    ],
    ids=["overlap", "before it opens", "more than a day", "one time", "no time", "no weekday"],
)
def test_a_wrong_week_is_explained_and_nothing_is_saved(client, cafe, rows, night, words):
    sign_in(client, permissions=EDITS_ALL)
    answer = client.post(address("cafe-week", cafe), week(*rows, night=night))
    assert words in answer.content.decode()
    assert not cafe.openings.exists()


def test_a_night_is_saved_where_it_is_meant(client, cafe):
    sign_in(client, permissions=EDITS_ALL)
    client.post(address("cafe-week", cafe), week((4, "20:00", "02:00"), night=True))
    assert [str(row) for row in cafe.openings.all()] == ["Friday 20:00–02:00"]
    assert "checked" in client.get(address("cafe-week", cafe)).content.decode()


def test_special_days_are_saved_shown_and_removed(client, cafe):
    sign_in(client, permissions=EDITS_ALL)
    there, day = address("cafe-special-days", cafe), timezone.localdate() + timedelta(days=30)
    closed = {"date": day.isoformat(), "closed": "on", "reason": "Stocktake"}
    short = {"date": (day + timedelta(days=1)).isoformat(), "opens": "10:00", "closes": "12:00", "reason": "Short"}
    client.post(there, special(closed, short, {}))
    assert [(row.date, row.opens) for row in cafe.special_days.all()] == [
        (day, None),
        (day + timedelta(days=1), time(10)),
    ]
    assert "Stocktake" in client.get(there).content.decode()
    client.post(there, special({**closed, "DELETE": "on"}, short))
    assert [row.reason for row in cafe.special_days.all()] == ["Short"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"closed": "on", "opens": "08:00", "closes": "12:00"}], "Closed all day, or open at these times: not both."),
        ([{}], "Give the hours of that day, or tick “closed all day”."),
        ([{"closed": "on"}, {"opens": "08:00", "closes": "12:00"}], "is both open and closed."),
        ([{"closed": "on", "date": "2001-01-01"}], "This day is over."),
    ],
    ids=["both", "neither", "two rows that differ", "in the past"],
)
def test_a_wrong_special_day_is_explained_and_nothing_is_saved(client, cafe, rows, words):
    sign_in(client, permissions=EDITS_ALL)
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    answer = client.post(
        address("cafe-special-days", cafe), special(*({"date": day, "reason": "Because", **row} for row in rows))
    )
    assert words in answer.content.decode()
    assert not cafe.special_days.exists()


def test_yesterdays_closure_survives_a_change_of_tomorrows(client, cafe):
    cafe.special_days.create(date=date(2020, 1, 1), reason="Long ago")
    sign_in(client, permissions=EDITS_ALL)
    client.post(address("cafe-special-days", cafe), special())
    assert [row.reason for row in cafe.special_days.all()] == ["Long ago"]


def test_a_new_partner_becomes_a_cafe_by_its_profile(client):
    partner = PartnerFactory(name="Liffey Larder")
    sign_in(client, permissions=EDITS_ALL)
    there = reverse("dashboard:cafe-profile", kwargs={"code": partner.code})
    data = {
        "description": "Cheese\n\nand soup.",
        "email": "larder@example.com",
        "phone": "",
        "slug": "liffey-larder",
        "time_zone": "Europe/Dublin",
        "country": "IE",
        "currency": "GBP",
        "series_prefix": "LL",
    }
    assert client.post(there, {**data, "series_prefix": "l l"}).status_code == 200
    assert not Cafe.objects.exists()
    assert client.post(there, data).status_code == 302
    cafe = Cafe.objects.get(partner=partner)
    assert (cafe.time_zone, cafe.country, cafe.series_prefix) == ("Europe/Dublin", "IE", "LL")
    assert cafe.description == "Cheese and soup."
    client.post(there, {**data, "series_prefix": "XX", "phone": "+44 20 7946 0018"})
    cafe.refresh_from_db()
    assert (cafe.series_prefix, str(cafe.phone)) == ("LL", "+442079460018")
    assert SERIES_IS_FOR_GOOD in client.get(there).content.decode()


def test_no_profile_turns_the_limits_of_trade_accounts_into_another_currency(client, cafe):
    account = TradeAccountFactory(cafe=cafe, credit_limit=1500)
    cafe.partner.users.add(sign_in(client, permissions=["partner.dashboard_access"]))
    there = address("cafe-profile", cafe)
    assert "so it stays" in client.get(there).content.decode()
    data = {
        "email": cafe.email,
        "slug": cafe.slug,
        "time_zone": cafe.time_zone,
        "country": cafe.country,
        "description": "New",
        "currency": "EUR",
    }
    assert client.post(there, data).status_code == 302
    cafe.refresh_from_db()
    assert (cafe.description, cafe.currency) == ("New", "GBP")
    account.delete()
    client.post(there, data)
    cafe.refresh_from_db()
    assert cafe.currency == "EUR"
