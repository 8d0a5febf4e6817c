"""Where an account's deliveries go: one default while there is any place, nothing deleted, everything recorded."""

from datetime import time

import pytest
from django.test import Client
from django.utils import timezone

from shop.trade import domain
from shop.trade.actions import places
from shop.trade.models import Location, TradeAccount
from shop.trade.windows import Window, faults_in_windows, windows_in_words
from tests.factories import LocationFactory, MemberFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TUESDAY = Window(1, time(6), time(9, 30))


@pytest.fixture
def holly():
    return MemberFactory(role="owner")


@pytest.fixture
def client(holly):
    client = Client()
    client.force_login(holly.user)
    return client


def typed(**changed):
    rows = {f"form-{number}-weekday": number // 2 for number in range(14)}
    count = {"form-TOTAL_FORMS": 14, "form-INITIAL_FORMS": 14}
    place = {"name": "Kitchen", "line1": "1 High St", "town": "Bristol", "postcode": "bs14dj", "country_code": "GB"}
    return count | rows | place | changed


def history(account):
    return [f"{change.what}: {change.old} → {change.new}" for change in account.changes.order_by("pk")]


def test_the_first_place_is_the_default_and_later_ones_are_not(client, holly):
    for name in ("Kitchen", "Garden café"):
        assert client.post("/account/locations/new/", typed(name=name))["Location"] == "/account/locations/"
    assert [(place.name, place.is_default) for place in holly.account.locations.all()] == [
        ("Kitchen", True),
        ("Garden café", False),
    ]
    assert history(holly.account)[0] == (
        "Delivery place Kitchen:  → Added: 1 High St, Bristol, BS1 4DJ, United Kingdom"
    )


def test_a_place_is_kept_with_contact_notes_and_times(client, holly):
    times = {"form-2-opens": "06:00", "form-2-closes": "09:30", "form-3-opens": "14:00", "form-3-closes": "15:00"}
    about = {"contact": "Rosa", "phone": "0117 496 0123", "access_notes": "Blue gate.\nCode 4711."}
    client.post("/account/locations/new/", typed(**times, **about))
    place = holly.account.locations.get()
    assert [str(window) for window in place.windows.all()] == ["Tuesday 06:00–09:30", "Tuesday 14:00–15:00"]
    assert (place.contact, str(place.phone), place.access_notes) == ("Rosa", "+441174960123", about["access_notes"])
    shown = client.get(f"/account/locations/{place.pk}/").content.decode()
    assert 'value="06:00"' in shown
    assert "Tuesday 06:00–09:30" in client.get("/account/locations/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"postcode": "12345"}, "This is not a postcode of the United Kingdom"),
        ({"postcode": "D02 X285"}, "This is an Eircode"),
        ({"phone": "call me"}, "This is not a telephone number"),
        ({"form-0-opens": "09:00"}, "Give both times, or neither"),
        ({"form-0-opens": "09:00", "form-0-closes": "08:00"}, "Monday: 08:00 is not after 09:00"),
        (
            {"form-0-opens": "06:00", "form-0-closes": "09:00", "form-1-opens": "08:00", "form-1-closes": "10:00"},
            "Monday: the two times overlap",
        ),
        ({"name": ""}, "Please fill this in."),
    ],
)
def test_what_can_not_be_is_told_and_nothing_typed_is_lost(client, holly, wrong, words):
    said = client.post("/account/locations/new/", typed(contact="Rosa", **wrong)).content.decode()
    assert words in said
    assert 'value="Rosa"' in said
    assert not holly.account.locations.exists()


def test_a_form_without_its_times_is_an_error_in_words(client, holly):
    answer = client.post("/account/locations/new/", {"name": "Kitchen"})
    assert answer.status_code == 200
    assert not holly.account.locations.exists()


def test_each_change_is_recorded_from_to(client, holly):
    place = LocationFactory(account=holly.account, name="Kitchen", contact="Rosa", is_default=True)
    same = {"line1": place.line1, "contact": "Theo", "form-2-opens": "06:00", "form-2-closes": "09:30"}
    client.post(f"/account/locations/{place.pk}/", typed(**same))
    assert history(holly.account) == [
        "Delivery place Kitchen: who takes it in: Rosa → Theo",
        "Delivery place Kitchen: when somebody is there: any time → Tuesday 06:00–09:30",
    ]


def test_the_default_moves(client, holly):
    kitchen = LocationFactory(account=holly.account, name="Kitchen", is_default=True)
    garden = LocationFactory(account=holly.account, name="Garden")
    client.post(f"/account/locations/{garden.pk}/default/")
    assert list(holly.account.locations.filter(is_default=True)) == [garden]
    assert history(holly.account) == ["Default delivery place: Kitchen → Garden"]
    client.post(f"/account/locations/{kitchen.pk}/archive/")
    assert client.post(f"/account/locations/{kitchen.pk}/default/").status_code == 302
    assert list(holly.account.locations.filter(is_default=True)) == [garden]


def test_the_default_is_archived_only_as_the_last_of_all(client, holly):
    kitchen = LocationFactory(account=holly.account, is_default=True)
    garden = LocationFactory(account=holly.account)
    said = client.post(f"/account/locations/{kitchen.pk}/archive/", follow=True).content.decode()
    assert "Choose another default first" in said
    places.archive(location=garden, by=holly.user, now=NOW)
    places.archive(location=kitchen, by=holly.user, now=NOW)
    assert not holly.account.locations.filter(archived_at=None).exists()
    assert places.bring_back(location=garden, by=holly.user).is_default
    assert not places.bring_back(location=kitchen, by=holly.user).is_default


def test_nothing_is_changed_in_a_closed_account(holly):
    place = LocationFactory(account=holly.account)
    TradeAccount.objects.update(status=domain.CLOSED)
    with pytest.raises(domain.AccountClosed):
        places.archive(location=place, by=holly.user, now=NOW)


def test_the_list_is_narrowed_paged_and_exported(client, holly):
    LocationFactory.create_batch(26, account=holly.account)
    bath = LocationFactory(account=holly.account, name="@Garden", town="Bath", postcode="BA1 1LT")
    old = LocationFactory(account=holly.account, name="Old mill", archived_at=NOW)
    assert "Page 1 of 2" in client.get("/account/locations/").content.decode()
    narrowed = client.get("/account/locations/?text=bath+garden").content.decode()
    assert narrowed.count('class="places__head"') == 1
    assert "No place is like that" in client.get("/account/locations/?text=nowhere").content.decode()
    archived = client.get("/account/locations/?archived=on").content.decode()
    assert old.name in archived
    assert bath.name not in archived
    exported = b"".join(client.get("/account/locations/?export=csv&text=bath")).decode()
    assert "'@Garden,1 High Street" in exported
    assert client.get("/account/locations/?export=xlsx").status_code == 200


def test_without_a_place_the_page_says_how_to_begin(client):
    assert "Add the first place" in client.get("/account/locations/").content.decode()


def test_times_in_words():
    assert windows_in_words([]) == "any time"
    assert windows_in_words([Window(2, time(7), time(8)), TUESDAY]) == "Tuesday 06:00–09:30, Wednesday 07:00–08:00"
    assert not faults_in_windows([TUESDAY, Window(1, time(9, 30), time(11)), Window(2, time(8), time(9))])


def test_a_place_of_another_account_is_not_brought_in_by_a_form(client, holly):
    other = LocationFactory(is_default=True)
    client.post("/account/locations/new/", typed(account=other.account_id, id=other.pk, is_default="on"))
    assert Location.objects.get(name="Kitchen").account == holly.account
