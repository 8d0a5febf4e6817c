"""Staff see what is waited for and by how many; people of a café see their own goods alone."""

import pytest

from tests.factories import CafeFactory, UserFactory
from tests.shop.updates.shelf import sold_out, wishes

pytestmark = pytest.mark.django_db
LIST = "/dashboard/awaited/"


@pytest.fixture
def shelves():
    """Two cafés: three wait for the one's buns, of whom one has not confirmed it; one for the other's cheese."""
    mine, other = CafeFactory(name="Early Loaf"), CafeFactory(name="Liffey Larder")
    buns, cheese = sold_out(title="Buns", upc="EL-1", cafe=mine), sold_out(title="Cheese", upc="LL-1", cafe=other)
    for email in ("a@example.com", "b@example.com"):
        wishes(buns, email)
    wishes(buns, "c@example.com", confirmed_at=None)
    wishes(cheese, "a@example.com")
    return mine, other


def of(client, **person):
    client.force_login(UserFactory(**person))
    return client


def counted(answer):
    return [(row["product"].get_title(), row["product"].waiting) for row in answer.context["rows"]]


def test_the_most_wanted_come_first_and_nobody_is_named(client, shelves):
    answer = of(client, is_staff=True, groups=["Operations"]).get(LIST)
    assert counted(answer) == [("Buns", 2), ("Cheese", 1)]
    assert "a@example.com" not in answer.text


def test_the_list_is_narrowed_by_name_number_and_cafe_and_comes_as_a_file(client, shelves):
    staff = of(client, is_staff=True, groups=["Sales"])
    assert counted(staff.get(LIST, {"q": "el-1"})) == [("Buns", 2)]
    assert counted(staff.get(LIST, {"cafe": shelves[1].partner.code})) == [("Cheese", 1)]
    assert "Nobody waits for anything that fits" in staff.get(LIST, {"q": "nothing"}).text
    file = b"".join(staff.get(LIST, {"export": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert file[0].startswith("Product,SKU,Café,Waiting")
    assert file[1].startswith("Buns,EL-1,Early Loaf,2,")


def test_people_of_a_cafe_see_their_own_goods(client, shelves):
    cleo = UserFactory(permissions=["partner.dashboard_access"])
    shelves[1].partner.users.add(cleo)
    client.force_login(cleo)
    assert counted(client.get(LIST)) == [("Cheese", 1)]
    assert counted(client.get(LIST, {"cafe": shelves[0].partner.code})) == [("Cheese", 1)]


def test_customers_and_staff_without_the_right_see_nothing(client, shelves):
    assert of(client).get(LIST).status_code == 403
    assert of(client, is_staff=True).get(LIST).status_code == 403


def test_many_goods_cost_what_few_cost(client, django_assert_max_num_queries):
    for number in range(20):
        wishes(sold_out(), f"{number}@example.com")
    staff = of(client, is_staff=True, groups=["Operations"])
    staff.get(LIST)
    with django_assert_max_num_queries(20):
        assert len(counted(staff.get(LIST))) == 20
