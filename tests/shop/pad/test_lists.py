"""Named lists: kept, loaded, shared within the account and nowhere else, and each change says who made it."""

from decimal import Decimal as D

import pytest

from shop.pad.models import ListChange, SavedList
from shop.privacy.actions.asking import ask
from shop.privacy.actions.erasing import carry_out
from tests.factories import BasketFactory, MemberFactory
from tests.shop.pad.page import PAD, in_basket, number, send, soup, text, written

pytestmark = pytest.mark.django_db


def save(client, name="Monday bread", *, shared=True, **numbers):
    return send(client, asked="save", name=name, is_shared="on" if shared else "", **numbers)


@pytest.fixture
def monday(client, loaf, roll):
    save(client, **number(loaf, 4), **number(roll, 30))
    return SavedList.objects.get()


def address(saved):
    return f"/account/lists/{saved.pk}/"


def test_what_stands_on_the_pad_is_kept_and_loaded_again(client, ada, monday, loaf, roll):
    answer = client.get(f"{PAD}?list={monday.pk}")
    assert written(answer) == {loaf.pk: "4", roll.pk: "30"}
    assert "“Monday bread”" in text(answer)
    send(client, answer)
    assert in_basket(ada.user) == {"EL-LOAF": 4, "EL-ROLL": 30}


def test_a_list_joins_what_is_written_and_loading_orders_nothing(client, ada, monday, loaf, roll):
    BasketFactory(owner=ada.user, lines=[(roll, 5)])
    answer = send(client, asked="", load=str(monday.pk), **number(loaf, 10), **number(roll, 7))
    assert written(answer) == {loaf.pk: "4", roll.pk: "30"}
    assert in_basket(ada.user) == {"EL-ROLL": 5}


def test_what_has_changed_since_is_said_line_by_line(client, monday, loaf, roll):
    loaf.stockrecords.update(price=D("3.90"))
    roll.stockrecords.update(num_in_stock=12)
    said = text(client.get(f"{PAD}?list={monday.pk}"))
    assert "Country loaf: It costs £3.90 now; it was £3.50." in said
    assert "Poppy roll: There are only 12 left. We filled in 12 pieces instead of 30." in said
    roll.delete()
    assert "Poppy roll: No longer sold. It was left out." in text(client.get(f"{PAD}?list={monday.pk}"))


def test_a_list_is_shared_with_who_may_order_and_with_nobody_else(client, as_person, account, holly, monday):
    assert "Monday bread" in text(as_person(holly).get("/account/lists/"))
    assert as_person(MemberFactory(account=account, role="bookkeeper")).get("/account/lists/").status_code == 403
    stranger = as_person(MemberFactory())
    for path in (address(monday), f"{address(monday)}delete/", f"{PAD}?list={monday.pk}"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"{address(monday)}delete/").status_code == 404
    assert stranger.post(PAD, {"load": monday.pk}).status_code == 404


def test_one_s_own_list_is_seen_by_nobody_else_in_the_account(client, as_person, holly, loaf):
    save(client, "Mine", shared=False, **number(loaf, 4))
    saved = SavedList.objects.get()
    assert not saved.is_shared
    assert as_person(holly).get(address(saved)).status_code == 404
    assert client.get(address(saved)).status_code == 200


def test_who_orders_may_save_over_a_shared_list_and_it_is_recorded(as_person, account, monday, loaf, roll):
    eve = MemberFactory(account=account, role="buyer", user__first_name="Eve", user__last_name="Else")
    other = as_person(eve)
    page = other.get(f"{PAD}?list={monday.pk}")
    send(other, page, asked="save-over", **number(loaf, 6), **number(roll, ""))
    assert [(line.sku, line.quantity) for line in monday.lines.all()] == [("EL-LOAF", 6)]
    monday.refresh_from_db()
    assert monday.changed_by == eve.user
    assert "Saved over: 1 taken out, 1 changed" in text(other.get(address(monday)))
    assert "Eve Else" in text(other.get(address(monday)))


def test_only_who_made_it_or_an_owner_renames_unshares_or_deletes(as_person, account, ada, holly, monday):
    other = as_person(MemberFactory(account=account, role="buyer"))
    for path, typed in ((address(monday), {"name": "Stolen"}), (f"{address(monday)}delete/", {})):
        other.post(path, typed)
    monday.refresh_from_db()
    assert (monday.name, monday.is_shared) == ("Monday bread", True)
    as_person(holly).post(address(monday), {"name": "Tuesday bread", "is_shared": "on"})
    monday.refresh_from_db()
    assert (monday.name, monday.owner, monday.changed_by) == ("Tuesday bread", ada.user, holly.user)


def test_a_list_is_deleted_by_the_second_answer_and_that_is_recorded(client, monday):
    asked = client.get(f"{address(monday)}delete/")
    assert "Delete “Monday bread”?" in text(asked)
    assert SavedList.objects.exists()
    assert "“Monday bread” is deleted." in text(client.post(f"{address(monday)}delete/", follow=True))
    assert not SavedList.objects.exists()
    assert ListChange.objects.latest("pk").what == "Deleted, with 2 lines"


def test_a_name_is_there_once_and_what_is_written_stays(client, monday, loaf):
    answer = save(client, "monday BREAD", **number(loaf, 8))
    assert "There is a list called “monday BREAD” already." in text(answer)
    assert written(answer) == {loaf.pk: "8"}
    assert "Give the list a name" in text(save(client, "  ", **number(loaf, 8)))
    assert "There is nothing on the pad yet." in text(save(client, "Empty", **number(loaf, "")))
    renamed = client.post(address(monday), {"name": "", "is_shared": "on"})
    assert "Give the list a name" in text(renamed)


def test_a_number_that_is_none_is_not_saved_in_silence(client, loaf, roll):
    answer = save(client, **number(loaf, 4), **number(roll, "many"))
    assert "The list is not saved yet: look at the 1 marked line." in text(answer)
    assert not SavedList.objects.exists()
    assert written(answer) == {loaf.pk: "4", roll.pk: "many"}


def test_a_list_keeps_what_is_sold_out_today(client, loaf):
    loaf.stockrecords.update(num_in_stock=0)
    save(client, **number(loaf, 4))
    assert SavedList.objects.get().lines.get().quantity == 4


def test_a_list_deleted_meanwhile_is_told_when_it_is_saved_over(client, monday, loaf):
    page = client.get(f"{PAD}?list={monday.pk}")
    monday.delete()
    answer = send(client, page, asked="save-over", **number(loaf, 6))
    assert "Somebody has deleted this list meanwhile." in text(answer)


def test_the_index_is_paged_narrowed_and_exported(client, ada, loaf):
    for n in range(27):
        SavedList.objects.create(account=ada.account, owner=ada.user, name=f"List {n:02}", is_shared=n % 2 == 0)
    first = text(client.get("/account/lists/"))
    assert "Page 1 of 2" in first and "List 00" in first and "List 26" not in first
    assert "List 26" in text(client.get("/account/lists/?page=2"))
    own = soup(client.get("/account/lists/?whose=own&q=list+03"))
    assert [link.text for link in own.select(".lists__what a")] == ["List 03"]
    exported = client.get("/account/lists/?export=csv").getvalue().decode("utf-8-sig")
    assert len(exported.splitlines()) == 28


def test_without_lists_it_is_said_how_to_begin(client, account):
    assert "Lists like “Monday bread” will be here." in text(client.get("/account/lists/"))


def test_who_is_forgotten_leaves_shared_lists_behind_without_a_name(client, ada, holly, as_person, monday, loaf, now):
    save(client, "Mine", shared=False, **number(loaf, 4))
    carry_out(request=ask(user=ada.user, now=now), now=now)
    assert [saved.name for saved in SavedList.objects.all()] == ["Monday bread"]
    page = text(as_person(holly).get(address(monday)))
    assert "Monday bread" in page and "Ada" not in page
    as_person(holly).post(f"{address(monday)}delete/")
    assert not SavedList.objects.exists()


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()
