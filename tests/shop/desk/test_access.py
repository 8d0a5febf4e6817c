"""Sales and administrators change; operations look; people of a café see their own accounts; nobody else comes in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.desk import actions
from shop.desk.models import AccountNote
from shop.files.actions import accept
from shop.payments.models import Payment
from shop.trade.models import TradeAccount
from tests.factories import LocationFactory, MemberFactory, OrderFactory, ProductFactory, TradeAccountFactory
from tests.shop.desk.furniture import a_text, invited

pytestmark = pytest.mark.django_db
LOOKING = ["account", *(f"account-{part}" for part in ("history", "people", "places", "notes", "files"))]
WRITING = ["account-note-new", "account-file-new"]
CHANGING = [
    *("account-details", "account-terms", "account-hold", "account-release", "account-close", "account-reopen"),
    *("account-invite", "account-merge"),
]


def at(page: str, account, **more) -> str:
    return reverse(f"dashboard:{page}", kwargs={"pk": account.pk, **more})


def deeper(account) -> list[str]:
    """Addresses of what belongs to an account: each is to be posted to."""
    person = MemberFactory(account=account)
    waiting = invited(account)
    note = AccountNote.objects.create(account=account, text="Hello", by=person.user)
    file = actions.keep_file(account=account, document=accept(a_text()), about="Terms", by=person.user)
    twin = TradeAccountFactory(cafe=account.cafe)
    return [
        at("account-member", account, member=person.pk),
        at("account-member-remove", account, member=person.pk),
        at("account-invitation-again", account, invitation=waiting.pk),
        at("account-invitation-withdraw", account, invitation=waiting.pk),
        at("account-merge-with", account, duplicate=twin.pk),
        at("account-note-pin", account, note=note.pk),
        at("account-note-take-back", account, note=note.pk),
        at("account-file-remove", account, file=file.pk),
        at("account-file", account, file=file.pk),
    ]


@pytest.mark.parametrize("role", ["Sales", "Administrator"])
def test_sales_and_administrators_open_all_pages(works, deli, role):
    client = works(role)
    for page in LOOKING + WRITING + CHANGING:
        assert client.get(at(page, deli)).status_code == 200, page
    for page in ("account-list", "account-new", "account-duplicates"):
        assert client.get(reverse(f"dashboard:{page}")).status_code == 200


def test_operations_look_and_change_nothing(works, deli):
    client = works("Operations")
    for page in LOOKING:
        assert client.get(at(page, deli)).status_code == 200, page
    for address in [at(page, deli) for page in WRITING + CHANGING] + deeper(deli)[:-1]:
        assert client.post(address, {}).status_code == 403, address
    page = client.get(at("account", deli)).content.decode()
    assert "Change the terms" not in page
    assert "Write a note" not in page
    for page in ("account-new", "account-duplicates"):
        assert client.get(reverse(f"dashboard:{page}")).status_code == 403


def test_people_of_its_cafe_look_and_write_notes_and_keep_files(works, deli, cafe):
    client = works("Café staff", cafe)
    for page in LOOKING + WRITING:
        assert client.get(at(page, deli)).status_code == 200, page
    for page in CHANGING:
        assert client.post(at(page, deli), {}).status_code == 403, page
    client.post(at("account-note-new", deli), {"text": "Rings at five"})
    client.post(at("account-file-new", deli), {"document": a_text(), "about": "Map"})
    page = client.get(at("account", deli)).content.decode()
    assert "Rings at five" in page
    assert "Map" in page


def test_to_people_of_another_cafe_the_account_does_not_exist(works, deli, other_cafe):
    client = works("Café staff", other_cafe)
    inside = deeper(deli)
    for address in [at(page, deli) for page in LOOKING + WRITING + CHANGING] + inside:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {}).status_code in {404, 405}, address
    page = client.get(reverse("dashboard:account-list")).content.decode()
    assert "Corner Deli" not in page
    assert "No trade account yet" in page


def test_what_belongs_to_one_account_is_not_found_under_another(sales, deli, cafe):
    other = TradeAccountFactory(cafe=cafe)
    for address in deeper(deli):
        foreign = address.replace(f"/{deli.pk}/", f"/{other.pk}/", 1)
        if "merge" not in address:
            statuses = {sales.get(foreign).status_code, sales.post(foreign, {}).status_code}
            assert statuses in ({404}, {404, 405}), foreign


@pytest.mark.parametrize("role", ["Marketing", None])
def test_nobody_else_comes_in(works, client, deli, role):
    someone = works(role) if role else client
    if not role:
        client.force_login(MemberFactory(account=deli).user)
    for page in LOOKING + WRITING + CHANGING:
        assert someone.get(at(page, deli)).status_code == 403, page
    assert someone.get(reverse("dashboard:account-list")).status_code == 403
    assert someone.get(reverse("dashboard:account-list") + "?export=csv").status_code == 403


def test_nothing_changes_by_get(sales, deli):
    for address in deeper(deli)[:-1]:
        assert sales.get(address).status_code in {200, 405}, address
    assert deli.members.get().left_at is None
    assert deli.invitations.get().withdrawn_at is None
    assert deli.files.get().removed_at is None
    assert TradeAccount.objects.filter(merged_into__isnull=False).count() == 0


def test_people_of_a_cafe_see_only_the_orders_with_their_goods(works, deli, cafe, other_cafe):
    ada = MemberFactory(account=deli).user
    ours = OrderFactory(user=ada, account=deli, lines=[(ProductFactory(cafe=cafe), 1)])
    theirs = OrderFactory(user=ada, account=deli, lines=[(ProductFactory(cafe=other_cafe), 1)])
    seen = works("Café staff", cafe).get(at("account", deli)).content.decode()
    assert ours.number in seen
    assert theirs.number not in seen
    assert theirs.number in works("Sales").get(at("account", deli)).content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_asks_the_database_no_more_for_a_large_account(
    works, deli, cafe, django_assert_max_num_queries, count
):
    client = works("Café staff", cafe)
    document = accept(a_text())
    for number in range(count):
        ada = MemberFactory(account=deli).user
        LocationFactory(account=deli)
        invited(deli, f"new{number}@example.com")
        AccountNote.objects.create(account=deli, text="Hello", by=ada, is_pinned=True, pinned_by=ada)
        actions.keep_file(account=deli, document=document, about="Terms", by=ada)
    client.get(at("account", deli))
    with django_assert_max_num_queries(25):
        page = client.get(at("account", deli)).content.decode()
    for part in ("people", "places", "notes", "files"):
        more = at(f"account-{part}", deli)
        assert (f'href="{more}"' in page) == (count > 10)
        assert client.get(more, {"page": "2"}).status_code == 200


def test_orders_and_payments_of_a_duplicate_belong_to_the_account_that_is_kept(sales, deli, cafe):
    twin = TradeAccountFactory(cafe=cafe)
    order = OrderFactory(account=twin)
    payment = Payment.objects.create(
        checkout="basket 1", gateway="account", account=twin, amount=5, currency="GBP", expires_at=timezone.now()
    )
    actions.merge(duplicate=twin, into=deli, reason="One company", by=sales.person, now=timezone.now())
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.account, payment.account) == (deli, deli)
