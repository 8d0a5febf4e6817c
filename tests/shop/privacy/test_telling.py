import json

import pytest
from django.utils import timezone

from shop.privacy.telling import everything_about
from tests.factories import MemberFactory, OrderFactory, ProductFactory, UserFactory
from tests.shop.privacy.zebulon import ADDRESS, FIRST, LAST, leaves_traces, zebulon

pytestmark = pytest.mark.django_db


def told(user) -> dict:
    return json.loads(json.dumps(everything_about(user, now=timezone.now())))


def test_a_person_is_told_all_that_is_about_them():
    user, account = zebulon()
    leaves_traces(user, account)
    file = told(user)
    assert file["Profile"]["First name"] == FIRST
    place = file["Places in trade accounts"][0]
    assert (place["Account"], place["Role"]) == ("Rye & Shine", "Buyer")
    order = file["Orders"][0]
    assert order["Lines"][0]["Quantity"] == 2
    assert "1 Far Lane" in order["Delivered to"]["Address"]
    assert file["Changes you made to trade accounts"][0]["What"] == f"{FIRST} {LAST} joined"
    assert len(file["Invitations to you"]) == 2
    assert {
        each["Contact" if "Contact" in each else "Name of who applies"]
        for each in file["Applications for a trade account"]
    } == {f"{FIRST} {LAST}"}
    assert "203.0.113.9" in file["Devices"][0].values()
    assert file["Searches"][0]["Search term"] == f"{FIRST} bread"
    assert file["What you wrote to us by a form"][0]["Form data"]["e_mail"] == ADDRESS
    assert [each["Subject"] for each in file["Mail to you"]] == [f"Dear {FIRST}"]
    empty = [title for title, rows in file.items() if rows == []]
    assert set(empty) == {
        *("Cafés you work at", "Files you sent us", "Votes on reviews", "Vouchers you used", "Products you looked at"),
        *("Requests for deletion", "Changes you made to prices", "Goods you wait for"),
        *("Cards that are kept to be charged", "Lists of the order pad", "What you did to lists"),
        "Approvals that you asked for, or decided",
        "Orders that we began to take for you",
    }


def test_nothing_that_opens_a_door_is_in_the_file():
    user, account = zebulon()
    leaves_traces(user, account)
    text = json.dumps(told(user))
    assert user.password not in text
    assert "of-the-second-step" not in text
    assert "s" * 32 not in text
    assert "4111111111111111" not in text


def test_other_people_are_not_in_the_file():
    user, account = zebulon()
    leaves_traces(user, account)
    colleague = MemberFactory(account=account, role="buyer").user
    OrderFactory(user=colleague, lines=[(ProductFactory(title="Somebody else's loaf"), 1)])
    text = json.dumps(told(user))
    assert colleague.email not in text
    assert "Somebody else's loaf" not in text


def test_an_address_that_is_not_confirmed_opens_nothing():
    user, account = zebulon()
    leaves_traces(user, account)
    thief = UserFactory()
    thief.emailaddress_set.create(email=ADDRESS, verified=False)
    file = told(thief)
    assert file["Invitations to you"] == file["Mail to you"] == file["Applications for a trade account"] == []


def test_an_address_that_ends_alike_is_somebody_else():
    user, account = zebulon()
    leaves_traces(user, account)
    shorter = UserFactory(email=ADDRESS[1:])
    file = told(shorter)
    assert file["Mail to you"] == file["What you wrote to us by a form"] == []
