"""Staff see where the books differ; nobody else does."""

import pytest
from django.utils import timezone

from shop.payments.actions.reconciling import begin, go_on
from shop.payments.models import Difference, Reconciliation
from tests.factories import OrderFactory, UserFactory

pytestmark = pytest.mark.django_db
BOOKS = "/dashboard/books/"


@pytest.fixture
def night():
    return Reconciliation.objects.create(began_at=timezone.now(), ended_at=timezone.now(), asked=7, unheard=1)


@pytest.fixture
def differ(night):
    def note(words="The bank took £12.50", kind="taken", **about):
        subject = f"payment {Difference.objects.count()}"
        return Difference.objects.create(
            kind=kind, subject=subject, words=words, found_at=timezone.now(), run=night, **about
        )

    return note


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(is_staff=True, groups=["Operations"]))
    return client


def shown(answer):
    return [each.words for each in answer.context["page_obj"].object_list]


def test_what_differs_stands_there_until_it_is_gone_and_leads_to_its_order(staff, differ):
    order = OrderFactory()
    differ("It is received, and nobody has paid it", kind="ordered", order=order)
    differ("It was mended", gone_at=timezone.now())
    answer = staff.get(BOOKS)
    assert shown(answer) == ["It is received, and nobody has paid it"]
    assert f'href="/dashboard/orders/{order.number}/"' in answer.text
    assert "7 payments asked about; 1 without an answer, so nothing is known of it." in " ".join(answer.text.split())
    assert shown(staff.get(BOOKS, {"state": "gone"})) == ["It was mended"]


def test_the_list_is_narrowed_and_comes_as_a_file(staff, differ):
    order = OrderFactory()
    differ("One", kind="ordered", order=order)
    differ("Two")
    assert shown(staff.get(BOOKS, {"kind": "taken"})) == ["Two"]
    assert shown(staff.get(BOOKS, {"q": order.number})) == ["One"]
    assert "no difference that fits" in staff.get(BOOKS, {"q": "nothing"}).text
    file = b"".join(staff.get(BOOKS, {"export": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert file[0] == "Found,Between,What,Order,Payment,Gone"
    assert len(file) == 3


def test_where_all_agrees_and_before_the_first_night_the_page_says_so(staff):
    before = staff.get(BOOKS).text
    assert "Nothing has been compared yet" in before
    assert "Everything agrees" not in before
    now = timezone.now()
    go_on(run=begin(now=now), after=0, now=now)
    assert "Everything agrees" in staff.get(BOOKS).text


def test_people_of_a_café_and_customers_do_not_see_the_houses_books(client):
    client.force_login(UserFactory(permissions=["partner.dashboard_access"]))
    assert client.get(BOOKS).status_code == 403
    client.force_login(UserFactory())
    assert client.get(BOOKS).status_code == 403


def test_many_differences_cost_what_few_cost(staff, differ, django_assert_max_num_queries):
    for _ in range(30):
        differ(order=OrderFactory())
    staff.get(BOOKS)
    with django_assert_max_num_queries(20):
        assert len(shown(staff.get(BOOKS))) == 25
