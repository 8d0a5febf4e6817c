"""The pages of a company under /account/: for whom one acts, what the role may, and what is said of it."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.trade import domain
from shop.trade.actions import team
from shop.trade.models import AccountChange, TradeAccount
from tests.factories import LocationFactory, MemberFactory, TradeAccountFactory, UserFactory
from tests.testbed.hostile import filled, forms, kept

pytestmark = pytest.mark.django_db
PAGES = {
    "/account/": {"owner", "approver", "buyer", "bookkeeper"},
    "/account/team/": {"owner", "approver", "buyer"},
    "/account/team/invite/": {"owner"},
    "/account/team/leave/": {"owner", "approver", "buyer", "bookkeeper"},
    "/account/locations/": {"owner", "approver", "buyer"},
    "/account/locations/new/": {"owner", "approver"},
    "/account/details/": {"owner", "bookkeeper"},
    "/account/preferences/": {"owner", "approver", "buyer", "bookkeeper"},
}
WORDS = "Your role in this account doesn&#x27;t allow that."


def here(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client, path, **wanted) -> str:
    answer = client.get(path, **wanted)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def kitchen():
    return TradeAccountFactory(name="Hartley's Kitchen", terms="net_14", credit_limit=D(1500))


@pytest.fixture
def holly(kitchen):
    return MemberFactory(account=kitchen, user__first_name="Holly", role="owner")


@pytest.mark.parametrize("role", ["owner", "approver", "buyer", "bookkeeper"])
def test_each_role_opens_its_pages_and_reads_why_not_on_the_others(kitchen, role):
    client = here(MemberFactory(account=kitchen, role=role).user)
    menu = page(client, "/account/").split('class="account__nav"')[1].split("</nav>")[0]
    for path, roles in PAGES.items():
        answer = client.get(path)
        assert answer.status_code == (200 if role in roles else 403), path
        assert (WORDS in answer.content.decode()) == (role not in roles), path
        if path.count("/") == 3:
            assert (f'href="{path}"' in menu) == (role in roles), path


def test_a_visitor_signs_in_first_and_who_has_no_account_finds_no_such_pages():
    for path in PAGES:
        assert Client().get(path).status_code == 302
    client = here(UserFactory())
    for path in set(PAGES) - {"/account/"}:
        assert client.get(path).status_code == 404
    assert "Apply for a trade account" in page(client, "/account/")


def test_the_overview_says_how_the_account_stands_as_far_as_the_role_may_see_it(kitchen, holly):
    LocationFactory(account=kitchen, name="Kitchen", is_default=True)
    owner = page(here(holly.user), "/account/")
    buyer = page(here(MemberFactory(account=kitchen, role="buyer", spend_limit=D(200)).user), "/account/")
    bookkeeper = page(here(MemberFactory(account=kitchen, role="bookkeeper").user), "/account/")
    assert "14 days from the invoice" in owner
    assert "£1,500.00" in owner
    assert "£1,500.00" in bookkeeper
    assert "£1,500.00" not in buyer
    assert "£200.00" in buyer
    assert "Kitchen" in buyer
    assert "Deliveries go to" not in bookkeeper


def test_a_hold_is_told_with_its_reason_and_what_to_do(kitchen, holly):
    TradeAccount.objects.update(status=domain.ON_HOLD, hold_reason="Two invoices are open. Call us.")
    said = page(here(holly.user), "/account/")
    assert "Two invoices are open. Call us." in said
    assert "You can still order and pay with the order" in said
    assert page(here(holly.user), "/account/team/")


def test_a_closed_account_is_gone_and_said_to_be_closed(kitchen, holly):
    TradeAccount.objects.update(status=domain.CLOSED)
    client = here(holly.user)
    said = page(client, "/account/")
    assert "is closed" in said
    assert client.get("/account/team/").status_code == 404


class TestSeveralAccounts:
    @pytest.fixture
    def hotel(self, holly):
        return MemberFactory(user=holly.user, account__name="The Pantry Hotel", role="buyer")

    def test_every_page_says_for_whom_one_acts(self, holly, hotel):
        client = here(holly.user)
        for path in ("/account/", "/account/team/", "/shop/", "/basket/", "/search/"):
            assert "You act for <strong>Hartley&#x27;s Kitchen</strong>" in page(client, path), path

    def test_who_belongs_to_one_isnt_bothered(self, holly):
        assert "You act for" not in page(here(holly.user), "/shop/")

    def test_one_changes_by_a_post_and_stays_on_the_page(self, holly, hotel):
        client = here(holly.user)
        answer = client.post("/account/switch/", {"account": hotel.account_id, "next": "/shop/?page=1"})
        assert answer["Location"] == "/shop/?page=1"
        assert "You act for <strong>The Pantry Hotel</strong>" in page(client, "/shop/")
        assert client.get("/account/team/invite/").status_code == 403
        assert client.get("/account/switch/").status_code == 405

    @pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", "/account/team/7/", ""])
    def test_the_change_never_leads_elsewhere(self, holly, hotel, next_):
        answer = here(holly.user).post("/account/switch/", {"account": hotel.account_id, "next": next_})
        assert answer["Location"] == "/account/"

    @pytest.mark.parametrize("account", ["", "no", "-1", "٣", "9" * 40, "another's"])
    def test_nobody_acts_for_an_account_that_isnt_theirs(self, holly, account):
        asked = TradeAccountFactory().pk if account == "another's" else account
        assert here(holly.user).post("/account/switch/", {"account": asked}).status_code == 404

    def test_who_joins_another_account_goes_on_acting_for_the_first_and_sees_it(self, holly):
        client = here(holly.user)
        client.get("/account/")
        MemberFactory(user=holly.user, account__name="A Bakery", role="buyer")
        assert "Hartley&#x27;s Kitchen</h2>" in page(client, "/account/")
        assert "You act for <strong>Hartley&#x27;s Kitchen</strong>" in page(client, "/shop/")

    def test_who_has_no_choice_pays_no_statement_for_it(self, holly):
        def statements(client) -> int:
            page(client, "/wholesale/apply/")
            with CaptureQueriesContext(connection) as asked:
                page(client, "/wholesale/apply/")
            return len(asked)

        alone = statements(here(holly.user))
        assert alone == statements(here(UserFactory()))
        MemberFactory(user=holly.user, role="buyer")
        assert statements(here(holly.user)) == alone + 1

    def test_who_is_removed_loses_the_account_at_the_next_page_of_every_session(self, holly, hotel):
        MemberFactory(account=hotel.account)
        sessions = [here(holly.user), here(holly.user)]
        for client in sessions:
            client.post("/account/switch/", {"account": hotel.account_id})
        team.remove(member=hotel, by=None, now=timezone.now())
        for client in sessions:
            said = page(client, "/account/")
            assert "The Pantry Hotel" not in said.replace("You act for The Pantry Hotel now.", "")
            assert "Hartley&#x27;s Kitchen" in said

    @pytest.mark.parametrize("how", ["changes over in another tab", "is removed meanwhile"])
    @pytest.mark.parametrize(
        ("path", "typed"),
        [
            ("/account/team/leave/", {}),
            ("/account/team/invite/", {"email": "eve@example.com", "role": "buyer"}),
            ("/account/locations/new/", {"name": "Kitchen"}),
            ("/account/details/", {"name": "The Pantry Hotel"}),
            ("/account/preferences/", {}),
        ],
    )
    def test_a_page_of_one_account_never_changes_another(self, holly, hotel, how, path, typed):
        MemberFactory(account=hotel.account, role="owner")
        MemberFactory(account=holly.account, role="owner")
        type(hotel).objects.filter(pk=hotel.pk).update(role="owner")
        client = here(holly.user)
        client.post("/account/switch/", {"account": hotel.account_id})
        [form] = [form for form in forms(path, page(client, path)) if form.path == path and form.method == "POST"]
        sent = filled(form, kept) | typed
        if how == "is removed meanwhile":
            team.remove(member=hotel, by=None, now=timezone.now())
        else:
            client.post("/account/switch/", {"account": holly.account_id})
        before = AccountChange.objects.count()
        answer = client.post(path, sent)
        assert answer.status_code == 409
        assert "You act for Hartley&#x27;s Kitchen now" in answer.content.decode()
        holly.refresh_from_db()
        assert (holly.left_at, holly.told_of_team) == (None, True)
        assert AccountChange.objects.count() == before


def test_who_is_shut_out_is_out_in_every_session(holly):
    sessions = [here(holly.user), here(holly.user)]
    holly.user.is_active = False
    holly.user.save()
    for client in sessions:
        assert client.get("/account/team/").status_code == 302


def another_accounts_things():
    theirs = MemberFactory()
    place = LocationFactory(account=theirs.account)
    asked = team.invite(
        account=theirs.account, email="x@example.com", role="buyer", spend_limit=None, by=None, now=timezone.now()
    )
    yield from (f"/account/team/{theirs.pk}/{end}" for end in ("", "remove/"))
    yield from (f"/account/team/invitations/{asked.pk}/{end}/" for end in ("again", "withdraw"))
    yield from (f"/account/locations/{place.pk}/{end}" for end in ("", "default/", "archive/", "back/"))


def test_what_belongs_to_another_account_does_not_exist(holly):
    client = here(holly.user)
    for path in another_accounts_things():
        assert client.post(path, {"role": "owner"}).status_code == 404, path
        assert client.get(path).status_code in {404, 405}, path


def test_who_has_no_right_changes_nothing(holly):
    ada = MemberFactory(account=holly.account, role="buyer")
    place = LocationFactory(account=holly.account)
    client = here(ada.user)
    typed = {"role": "owner", "spend_limit": "", "email": "x@example.com", "name": "Mine"}
    for path in (
        f"/account/team/{ada.pk}/",
        f"/account/team/{holly.pk}/remove/",
        "/account/team/invite/",
        f"/account/locations/{place.pk}/",
        f"/account/locations/{place.pk}/default/",
        "/account/locations/new/",
        "/account/details/",
    ):
        assert client.post(path, typed).status_code == 403, path
    ada.refresh_from_db()
    assert ada.role == "buyer"


def test_preferences_are_those_of_the_role(holly):
    client = here(holly.user)
    assert "Somebody joins or leaves" in page(client, "/account/preferences/")
    client.post("/account/preferences/", {"told_of_terms": "on"})
    holly.refresh_from_db()
    assert (holly.told_of_team, holly.told_of_terms) == (False, True)
    ada = MemberFactory(account=holly.account, role="buyer")
    client = here(ada.user)
    assert "nothing to choose yet" in page(client, "/account/preferences/")
    client.post("/account/preferences/", {})
    ada.refresh_from_db()
    assert ada.told_of_team


LISTS = ["/account/", "/account/team/", "/account/locations/", "/account/details/", "/account/preferences/"]


@pytest.mark.parametrize("path", [*LISTS, "/account/team/invite/", "/account/locations/new/", "one", "member"])
def test_few_statements_however_many_people_and_places_there_are(holly, path):
    place = LocationFactory(account=holly.account, is_default=True)
    path = {"one": f"/account/locations/{place.pk}/", "member": f"/account/team/{holly.pk}/"}.get(path, path)
    client = here(holly.user)

    def statements() -> int:
        page(client, path)
        with CaptureQueriesContext(connection) as asked:
            page(client, path)
        return len(asked)

    def people_and_places(number: int) -> None:
        MemberFactory.create_batch(number, account=holly.account, role="buyer")
        LocationFactory.create_batch(number, account=holly.account)
        for each in range(number):
            email = f"p{number}-{each}@example.com"
            asked = {"role": "buyer", "spend_limit": None, "by": holly.user, "now": timezone.now()}
            team.invite(account=holly.account, email=email, **asked)

    people_and_places(1)
    few = statements()
    people_and_places(8)
    assert statements() == few
    assert few <= 13
