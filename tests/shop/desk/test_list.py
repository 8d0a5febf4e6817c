"""The list finds an account by what people say on the telephone, and shows nobody more than is theirs."""

import csv
from io import StringIO

import pytest

from shop.trade.models import TradeAccount
from tests.factories import CafeFactory, MemberFactory, TradeAccountFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/dashboard/accounts/"


def names(answer) -> list[str]:
    return [account.name for account in answer.context["page_obj"]]


def exported(client, **wanted) -> list[dict]:
    content = client.get(LIST, {"export": "csv", **wanted}).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


@pytest.fixture
def town(cafe):
    """Three accounts of one café, and one that was merged away."""
    hotel = TradeAccountFactory(cafe=cafe, name="The Pantry Hotel", town="Cardiff", postcode="CF10 5AN", terms="net_30")
    MemberFactory(account=hotel, user=UserFactory(first_name="Gwen", email="gwen@pantry.example"))
    TradeAccountFactory(cafe=cafe, name="Quayside Offices", business="office", email="desk@quayside.example")
    held = TradeAccountFactory(cafe=cafe, name="St Brigid's School", status="on_hold", hold_reason="Two invoices")
    TradeAccountFactory(cafe=cafe, name="Old Pantry", status="closed", merged_into=hotel)
    return {"hotel": hotel, "school": held}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "pantry"}, ["The Pantry Hotel"]),
        ({"q": "cardiff hotel"}, ["The Pantry Hotel"]),
        ({"q": "cf105an"}, ["The Pantry Hotel"]),
        ({"q": "CF10 5AN"}, ["The Pantry Hotel"]),
        ({"q": "gwen"}, ["The Pantry Hotel"]),
        ({"q": "gwen@pantry.example"}, ["The Pantry Hotel"]),
        ({"q": "quayside.example"}, ["Quayside Offices"]),
        ({"status": "on_hold"}, ["St Brigid's School"]),
        ({"status": "merged"}, ["Old Pantry"]),
        ({"status": "closed"}, []),
        ({"terms": "net_30"}, ["The Pantry Hotel"]),
        ({"business": "office"}, ["Quayside Offices"]),
        ({"q": "pantry", "status": "on_hold"}, []),
        ({"sort": "-opened_at"}, ["St Brigid's School", "Quayside Offices", "The Pantry Hotel"]),
        ({}, ["Quayside Offices", "St Brigid's School", "The Pantry Hotel"]),
        ({"status": "nonsense", "cafe": "99999999999999999999", "sort": "pk; drop table", "page": "last but one"}, 3),
        ({"q": "\x00"}, 3),
        ({"q": "x " * 5000}, 3),
        ({"q": "'; --"}, []),
    ],
)
def test_accounts_are_found_filtered_and_sorted(sales, town, wanted, found):
    answer = sales.get(LIST, wanted)
    assert answer.status_code == 200
    assert names(answer) == found if isinstance(found, list) else len(names(answer)) == found


def test_an_account_is_found_by_its_number(sales, town):
    assert names(sales.get(LIST, {"q": str(town["school"].number)})) == ["St Brigid's School"]


def test_what_is_not_found_says_what_to_try(sales, town):
    page = sales.get(LIST, {"q": "nobody"}).content.decode()
    assert "No account fits" in page
    assert 'value="nobody"' in page


def test_counts_and_export_hold_what_the_person_may_see_and_no_more(works, town, cafe, other_cafe):
    foreign = TradeAccountFactory(cafe=other_cafe, name="Far Away")
    cleo = works("Café staff", cafe)
    answer = cleo.get(LIST)
    assert answer.context["counts"] == {"all": 3, "active": 2, "on_hold": 1, "closed": 0, "merged": 1}
    assert foreign.name not in answer.content.decode()
    assert [row["Name"] for row in exported(cleo)] == ["Quayside Offices", "St Brigid's School", "The Pantry Hotel"]
    assert exported(cleo, q="Far Away") == []
    assert exported(cleo, cafe=str(other_cafe.pk)) == exported(cleo)
    assert "Far Away" in [row["Name"] for row in exported(works("Sales"))]


def test_the_export_holds_the_filtered_list_whole(sales, cafe):
    TradeAccountFactory.create_batch(30, cafe=cafe, terms="net_7")
    TradeAccountFactory(cafe=cafe, name="Other terms")
    rows = exported(sales, terms="net_7")
    assert len(rows) == 30
    assert {row["Payment terms"] for row in rows} == {"7 days from the invoice"}


def test_no_name_becomes_a_formula(sales, cafe):
    TradeAccountFactory(cafe=cafe, name='=HYPERLINK("http://evil.example")', town="@SUM(1)")
    row = exported(sales)[0]
    assert (row["Name"][:2], row["Town"][:2]) == ("'=", "'@")
    assert sales.get(LIST, {"export": "xlsx"}).status_code == 200


def test_the_menu_leads_to_it_for_whom_it_opens(works, cafe):
    for role, there in (("Sales", True), ("Operations", True)):
        page = works(role).get("/dashboard/").content.decode()
        assert (f'href="{LIST}"' in page) == there
    assert f'href="{LIST}"' in works("Café staff", cafe).get("/dashboard/orders/").content.decode()


@pytest.mark.parametrize("count", [5, 100])
def test_a_long_list_asks_the_database_no_more_than_a_short_one(sales, count, django_assert_max_num_queries):
    cafes = CafeFactory.create_batch(2)
    for number in range(count):
        MemberFactory(account=TradeAccountFactory(cafe=cafes[number % 2]), user=UserFactory(password="!"))
    sales.get(LIST)
    with django_assert_max_num_queries(20):
        assert len(names(sales.get(LIST))) == min(count, 25)
    assert TradeAccount.objects.count() == count


def test_a_customer_s_page_leads_to_their_accounts(sales, deli):
    ada = MemberFactory(account=deli, role="bookkeeper").user
    page = sales.get(f"/dashboard/users/{ada.pk}/").content.decode()
    assert f'<a href="{LIST}{deli.pk}/">Corner Deli</a>, bookkeeper' in page
    assert "Trade accounts</th>" not in sales.get(f"/dashboard/users/{UserFactory().pk}/").content.decode()
