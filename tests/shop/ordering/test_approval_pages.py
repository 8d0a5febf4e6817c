"""Approvals are seen by who decides and by who asked, and by nobody else; the list is narrowed, paged and exported."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shop.ordering.actions.deciding import decline
from shop.ordering.approvals import NotYoursToApprove
from shop.ordering.views.approvals import those_that_count
from shop.trade.models import Member
from tests.factories import MemberFactory, ProductFactory
from tests.shop.ordering.approving import a_team, order_of, page, send_for_approval
from tests.shop.ordering.page import text

pytestmark = pytest.mark.django_db
LIST = "/account/approvals/"


@pytest.fixture
def team():
    return a_team(timezone.now())


@pytest.fixture
def asked(team):
    return team.asks(5, word="For the wedding")


def test_it_shows_what_to_decide_on(team, asked):
    read = text(team.as_(team.arthur).get(page("approval", asked)))
    order = order_of(asked)
    for words in ("Approve £16.00?", "For the wedding", order.number, "Rye loaf", "Credit limit £5,000.00", "close on"):
        assert words in read


@pytest.mark.parametrize(
    ("states", "counted"),
    [
        (["Pending", "Cancelled"], ["Pending"]),
        (["Cancelled", "Received"], ["Received"]),
        (["Lapsed", "Lapsed"], ["Lapsed", "Lapsed"]),
    ],
)
def test_of_several_orders_those_count_that_still_can(states, counted):
    orders = [SimpleNamespace(status=state) for state in states]
    assert [order.status for order in those_that_count(orders)] == counted


def test_who_has_left_the_company_meanwhile_lets_nothing_through(team, asked):
    client = team.as_(team.arthur)
    by = Member.objects.get(pk=team.arthur.pk)
    Member.objects.filter(pk=by.pk).update(left_at=timezone.now())
    with pytest.raises(NotYoursToApprove):
        decline(approval=asked, by=by, word="", now=timezone.now())
    assert client.post(page("approval-approve", asked)).status_code in (403, 404)
    assert order_of(asked).status == "Pending"


def test_who_asked_sees_it_and_decides_nothing(team, asked):
    client = team.as_(team.ada)
    read = text(client.get(page("approval", asked)))
    assert "Withdraw it" in read
    assert "Decline" not in read
    assert client.post(page("approval-approve", asked)).status_code == 403


def test_colleagues_who_only_order_and_other_companies_find_nothing(team, asked):
    others = [MemberFactory(account=team.account, role="buyer"), MemberFactory(role="owner")]
    for other in others:
        client = team.as_(other)
        assert client.get(page("approval", asked)).status_code == 404
        assert order_of(asked).number not in text(client.get(LIST))
        for how in ("withdraw", "approve", "decline", "change"):
            assert client.post(page(f"approval-{how}", asked)).status_code in (403, 404)
    assert order_of(asked).status == "Pending"


def test_nobody_withdraws_for_another(team, asked):
    assert team.as_(team.arthur).post(page("approval-withdraw", asked)).status_code == 404


def test_a_bookkeeper_has_no_such_pages(team, asked):
    client = team.as_(MemberFactory(account=team.account, role="bookkeeper"))
    assert client.get(LIST).status_code == 403
    assert client.get(page("approval", asked)).status_code == 403


def test_who_acts_for_another_account_just_now_is_told_where_it_is(team, asked):
    MemberFactory(user=team.arthur.user, role="owner", account__name="A first company")
    answer = team.as_(team.arthur).get(page("approval", asked), follow=True)
    assert f"That approval is of {team.account.name}" in text(answer)


def test_the_front_page_says_what_needs_one(team, asked):
    assert "Needs you" in text(team.as_(team.arthur).get("/account/"))
    assert "Waiting for approval" in text(team.as_(team.ada).get("/account/"))
    assert "Needs you" not in text(team.as_(MemberFactory(role="owner")).get("/account/"))


def test_the_list_has_what_waits_first_and_is_narrowed_and_exported(team, asked):
    team.as_(team.arthur).post(page("approval-decline", asked))
    later = team.asks(4)
    client = team.as_(team.arthur)
    first, second = order_of(later).number, order_of(asked).number
    read = text(client.get(LIST))
    assert read.index(first) < read.index(second)
    assert second not in text(client.get(LIST, {"state": "asked"}))
    assert first not in text(client.get(LIST, {"text": second}))
    assert "No approval is like that" in text(client.get(LIST, {"text": "nobody"}))
    rows = b"".join(client.get(LIST, {"export": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Asked on,Asked by,Orders")
    assert len(rows) == 3


def test_nothing_asked_for_yet_says_how_it_would_be(team):
    assert "Nothing has been sent for approval yet" in text(team.as_(team.arthur).get(LIST))
    assert "You have sent nothing for approval yet" in text(team.as_(team.ada).get(LIST))


def test_staff_read_it_on_the_order(team, asked, client):
    client.force_login(get_user_model().objects.create_superuser("olive@example.com", "x"))
    read = text(client.get(reverse("dashboard:order-detail", args=[order_of(asked).number])))
    assert "Approval by the customer" in read
    assert "sent it for approval. For the wedding" in read


@pytest.mark.parametrize("which", ["list", "page", "change"])
def test_few_statements_however_much_was_asked_for(team, which):
    """The page looks at every price again; the change reckons it anew."""

    def statements(approval):
        client = team.as_(team.arthur)
        client.get("/account/")
        address = {"list": LIST, "page": page("approval", approval), "change": page("approval-change", approval)}[which]
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked), "\n".join(each["sql"][:160] for each in asked.captured_queries)

    few, said = statements(team.asks(5))
    goods = [(ProductFactory(cafe=team.cafe, price="2.00", num_in_stock=9), 2) for _ in range(15)]
    send_for_approval(team.as_(team.ada), team.ada, goods)
    from shop.ordering.models import Approval

    many, said_of_many = statements(Approval.objects.latest("pk"))
    assert many <= few, f"{said}\n\n{said_of_many}"
    assert few <= 20, said
