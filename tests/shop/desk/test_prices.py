"""An account's price lists: given, taken away and moved by a merge; each time its history says so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.pricing.actions.giving import give, set_lists
from shop.pricing.models import AccountPriceList, PriceChange, PriceList
from shop.trade.domain import AccountClosed
from tests.factories import MemberFactory, TradeAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def restaurants(db):
    return PriceList.objects.create(name="Restaurants")


@pytest.fixture
def schools(db):
    return PriceList.objects.create(name="Schools", percent_off=8)


def at(page: str, account, **more) -> str:
    return reverse(f"dashboard:{page}", kwargs={"pk": account.pk, **more})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def lists_of(account) -> set[str]:
    return set(PriceList.objects.filter(given__account=account).values_list("name", flat=True))


def given(account, *lists) -> None:
    give(account=account, lists=lists, by=None, now=timezone.now())


def changes(account) -> list[tuple]:
    return list(account.changes.order_by("pk").filter(what="Price lists").values_list("old", "new", "reason"))


def test_lists_are_ticked_on_the_account_and_its_history_says_from_what_to_what(sales, deli, restaurants, schools):
    given(deli, restaurants)
    typed = {"lists": [schools.pk], "seen": str(restaurants.pk), "reason": "Moved to a school"}
    sales.post(at("account-price-lists", deli), typed)
    assert lists_of(deli) == {"Schools"}
    assert changes(deli)[-1] == ("Restaurants", "Schools", "Moved to a school")
    assert deli.changes.filter(what="Price lists").first().by == sales.person
    assert AccountPriceList.objects.get().given_by == sales.person
    page = text_of(sales.get(at("account", deli)))
    assert f'href="{reverse("dashboard:price-list", args=[schools.pk])}">Schools</a>' in page
    traced = PriceChange.objects.filter(by=sales.person).order_by("pk").values_list("about", "what", "old", "new")
    who = f"Corner Deli ({deli.number})"
    assert list(traced) == [("Schools", "Given to", "", who), ("Restaurants", "Taken from", who, "")]


def test_a_list_that_a_colleague_gave_meanwhile_stays(sales, deli, restaurants, schools):
    given(deli, restaurants)
    sales.post(at("account-price-lists", deli), {"lists": [schools.pk], "seen": ""})
    assert lists_of(deli) == {"Restaurants", "Schools"}


def test_what_ended_is_offered_only_to_who_has_it(sales, deli, restaurants):
    PriceList.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    page = at("account-price-lists", deli)
    assert "There is no list to give yet." in text_of(sales.get(page))
    assert "One of these lists is gone meanwhile." in text_of(sales.post(page, {"lists": [restaurants.pk]}))
    given(deli, restaurants)
    assert "Restaurants" in text_of(sales.get(page))
    sales.post(page, {"lists": [], "seen": str(restaurants.pk)})
    assert lists_of(deli) == set()


def test_saving_what_is_there_already_leaves_no_line(sales, deli, restaurants):
    given(deli, restaurants)
    sales.post(at("account-price-lists", deli), {"lists": [restaurants.pk], "seen": str(restaurants.pk)})
    assert len(changes(deli)) == 1


def test_a_closed_account_is_given_nothing(deli, restaurants):
    deli.status = "closed"
    deli.save()
    with pytest.raises(AccountClosed):
        set_lists(account=deli, give=[restaurants], by=None, now=timezone.now())
    assert lists_of(deli) == set()


def test_operations_and_people_of_its_cafe_see_the_lists_and_change_none(works, deli, cafe, restaurants):
    given(deli, restaurants)
    for client in (works("Operations"), works("Café staff", cafe)):
        assert client.post(at("account-price-lists", deli), {"lists": []}).status_code == 403
        page = text_of(client.get(at("account", deli)))
        assert "Restaurants" in page
        assert "Change the lists" not in page
        assert "New list for this account" not in page
    assert lists_of(deli) == {"Restaurants"}


def test_an_account_gets_a_list_of_its_own_in_one_step(sales, works, deli):
    address = f"{reverse('dashboard:price-list-new')}?account={deli.pk}"
    assert 'value="Corner Deli"' in text_of(sales.get(address))
    sales.post(address, {"name": "Corner Deli", "percent_off": "0"})
    assert lists_of(deli) == {"Corner Deli"}
    assert changes(deli) == [("", "Corner Deli", "")]
    nobodys = f"{reverse('dashboard:price-list-new')}?account=999999"
    assert sales.post(nobodys, {"name": "Other", "percent_off": "0"}).status_code == 404
    assert PriceList.objects.count() == 1


def test_a_merge_moves_the_lists_and_says_so_before(sales, deli, cafe, restaurants, schools):
    twin = TradeAccountFactory(name="Corner Deli Ltd", cafe=cafe)
    given(deli, restaurants)
    given(twin, restaurants, schools)
    page = at("account-merge-with", deli, duplicate=twin.pk)
    assert "Its price lists move, so that nobody pays more: Schools." in text_of(sales.get(page))
    sales.post(page, {"reason": "One company", "sure": "on"})
    assert lists_of(deli) == {"Restaurants", "Schools"}
    assert lists_of(twin) == set()
    assert changes(deli)[-1] == ("Restaurants", "Restaurants, Schools", "One company")
    assert changes(twin)[-1] == ("Restaurants, Schools", "", "One company")


def test_customers_never_read_the_names_of_lists(client, deli, restaurants):
    given(deli, restaurants)
    client.force_login(MemberFactory(account=deli, role="owner").user)
    for page in ("customer:summary", "customer:details"):
        seen = text_of(client.get(reverse(page)))
        assert "Restaurants" not in seen.replace("Restaurant, pub or hotel", "")
    assert "Your prices" in seen
