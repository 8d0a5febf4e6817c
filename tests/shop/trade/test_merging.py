"""Two accounts of one company become one: people, places and invitations move, and nothing written is rewritten."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.outbox.models import Message
from shop.trade import domain, queries
from shop.trade.actions.merging import merge
from shop.trade.models import AccountChange, Invitation, TradeAccount
from tests.factories import CafeFactory, LocationFactory, MemberFactory, TradeAccountFactory, UserFactory
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

NOW = timezone.now()


@pytest.fixture
def cafe(db):
    return CafeFactory()


@pytest.fixture
def kept(cafe):
    return TradeAccountFactory(name="Corner Deli", cafe=cafe, terms="net_14", credit_limit=900)


@pytest.fixture
def twin(cafe):
    return TradeAccountFactory(name="Corner Deli Ltd", cafe=cafe, terms="prepay")


def merged(duplicate, into, by=None) -> TradeAccount:
    return merge(duplicate=duplicate, into=into, reason="One company", by=by, now=NOW)


def invitation(account, email) -> Invitation:
    return Invitation.objects.create(account=account, email=email, role="buyer", expires_at=NOW + timedelta(days=1))


def people(account) -> dict[str, str]:
    return {member.user.first_name: member.role for member in account.members.filter(left_at=None)}


def test_the_duplicate_is_closed_leads_to_the_kept_one_and_the_kept_one_keeps_its_terms(kept, twin):
    sam = UserFactory()
    merged(twin, kept, by=sam)
    twin.refresh_from_db()
    kept.refresh_from_db()
    assert (twin.status, twin.merged_into) == ("closed", kept)
    assert (kept.status, kept.terms, kept.credit_limit) == ("active", "net_14", 900)
    said = AccountChange.objects.filter(what__startswith="Merged").values_list("account", "what", "by", "reason")
    assert set(said) == {
        (twin.pk, "Merged into", sam.pk, "One company"),
        (kept.pk, "Merged with", sam.pk, "One company"),
    }


def test_people_move_with_their_role_and_limit_and_what_they_did_there_stays_theirs(kept, twin):
    ada = UserFactory(first_name="Ada")
    old = MemberFactory(account=twin, user=ada, role="buyer", spend_limit=200, told_of_terms=False)
    merged(twin, kept)
    old.refresh_from_db()
    assert (old.account, old.left_at) == (twin, NOW)
    new = kept.members.get(user=ada)
    assert (new.role, new.spend_limit, new.joined_at, new.told_of_terms) == ("buyer", 200, old.joined_at, False)
    assert [place.account for place in queries.memberships(ada)] == [kept]


@pytest.mark.parametrize(
    ("here", "there", "stays"),
    [
        ("buyer", "owner", "owner"),
        ("owner", "buyer", "owner"),
        ("bookkeeper", "buyer", "buyer"),
        ("buyer", "approver", "approver"),
        ("bookkeeper", "bookkeeper", "bookkeeper"),
    ],
)
def test_who_is_in_both_keeps_the_stronger_role_once(kept, twin, here, there, stays):
    ada = UserFactory(first_name="Ada")
    MemberFactory(account=kept, user=ada, role=here)
    MemberFactory(account=twin, user=ada, role=there)
    merged(twin, kept)
    assert people(kept) == {"Ada": stays}
    assert kept.changes.filter(what=f"Role of {ada}").exists() == (stays != here)


def test_places_move_without_a_second_default(kept, twin):
    LocationFactory(account=kept, name="Shop", is_default=True)
    kitchen = LocationFactory(account=twin, name="Kitchen", is_default=True)
    merged(twin, kept)
    assert {(place.name, place.is_default) for place in kept.locations.all()} == {("Shop", True), ("Kitchen", False)}
    kitchen.refresh_from_db()
    assert kitchen.account == kept


def test_the_only_default_stays_one(kept, twin):
    LocationFactory(account=twin, name="Kitchen", is_default=True)
    merged(twin, kept)
    assert kept.locations.get().is_default


def test_open_invitations_move_and_nobody_is_invited_twice(kept, twin):
    MemberFactory(account=kept, user=UserFactory(email="here@deli.example"))
    invitation(kept, "Both@deli.example")
    for email in ("new@deli.example", "both@deli.example", "here@deli.example"):
        invitation(twin, email)
    merged(twin, kept)
    open_ = Invitation.objects.filter(withdrawn_at=None)
    assert {(each.account, each.email) for each in open_} == {
        (kept, "Both@deli.example"),
        (kept, "new@deli.example"),
    }


def test_whoever_moved_is_told(kept, twin):
    MemberFactory(account=twin, user=UserFactory(email="ada@deli.example"))
    MemberFactory(account=kept, user=UserFactory(email="ben@deli.example"))
    merged(twin, kept)
    assert [message.recipients for message in Message.objects.all()] == ["ada@deli.example"]


def test_only_who_may_see_terms_reads_them_in_the_letter_and_nobody_who_is_shut_out_gets_one(kept, twin):
    for role in ("owner", "approver", "buyer", "bookkeeper"):
        MemberFactory(account=twin, user=UserFactory(email=f"{role}@deli.example"), role=role)
    MemberFactory(account=twin, user=UserFactory(is_active=False), role="owner")
    merged(twin, kept)
    letters = dict(Message.objects.values_list("recipients", "body"))
    assert {to.split("@")[0]: "Terms: 14 days" in body for to, body in letters.items()} == {
        "owner": True,
        "bookkeeper": True,
        "approver": False,
        "buyer": False,
    }


def test_chains_are_flattened_and_all_of_them_count_as_one(kept, twin, cafe):
    third = TradeAccountFactory(name="Deli on the corner", cafe=cafe)
    merged(third, twin)
    merged(twin, kept)
    third.refresh_from_db()
    assert third.merged_into == kept
    assert set(queries.ids_of(kept).values_list("pk", flat=True)) == {kept.pk, twin.pk, third.pk}


def test_the_number_of_a_merged_account_finds_the_kept_one(kept, twin):
    merged(twin, kept)
    everyone = TradeAccount.objects.filter(merged_into=None)
    assert list(queries.found(everyone, text=str(twin.number))) == [kept]


def test_what_can_not_be_merged_is_refused_in_words(kept, twin, cafe):
    merged(twin, kept)
    fresh = TradeAccountFactory(cafe=cafe)
    closed = TradeAccountFactory(cafe=cafe, status="closed", name="Gone")
    abroad = TradeAccountFactory(cafe=CafeFactory(currency="EUR"))
    held = TradeAccountFactory(cafe=cafe, name="Owing", status="on_hold", hold_reason="Invoice 12 is open.")
    for duplicate, into, words in (
        (kept, kept, "they are the same account"),
        (twin, fresh, "has been merged into another account already"),
        (fresh, twin, "has been merged into another account already"),
        (fresh, closed, "Gone .* is closed"),
        (abroad, kept, "one is kept in EUR, the other in GBP"),
        (held, kept, "Owing .* is on hold"),
    ):
        with pytest.raises(domain.CantMerge, match=words):
            merged(duplicate, into)
    assert merged(fresh, held).status == "on_hold"


# Races, over real HTTP.


def two_of_sales(site):
    return [Visitor.signed_in(site, UserFactory(is_staff=True, is_superuser=True)) for _ in range(2)]


def pair():
    cafe = CafeFactory()
    accounts = [TradeAccountFactory(cafe=cafe), TradeAccountFactory(cafe=cafe)]
    for account in accounts:
        MemberFactory(account=account)
    return accounts


def both_ways(colleagues, one, other, page):
    fields = {"reason": "One company", "sure": "on"}
    return [
        partial(colleague.post, page(into, duplicate), **fields)
        for colleague, (into, duplicate) in zip(colleagues, [(one, other), (other, one)], strict=True)
    ]


def on_the_page(into, duplicate) -> str:
    return reverse("dashboard:account-merge-with", args=[into.pk, duplicate.pk])


def merged_away(*accounts) -> int:
    return TradeAccount.objects.filter(pk__in=[each.pk for each in accounts], merged_into__isnull=False).count()


def test_two_who_merge_each_into_the_other_leave_one_that_lives(site):
    colleagues = two_of_sales(site)
    for _ in range(8):
        one, other = pair()
        answers = race(both_ways(colleagues, one, other, on_the_page))
        assert sorted(answer.status for answer in answers) == [200, 302]
        refused = next(answer for answer in answers if answer.status == 200)
        assert "has been merged into another account already" in refused.text
        assert merged_away(one, other) == 1


def test_control_without_the_locks_both_are_gone(site):
    colleagues = two_of_sales(site)

    def without_locks(into, duplicate) -> str:
        return f"/test/merge/{duplicate.pk}/{into.pk}/"

    for _ in range(40):
        one, other = pair()
        answers = race(both_ways(colleagues, one, other, without_locks))
        if merged_away(one, other) == 2 or any(answer.status == 500 for answer in answers):
            return
    pytest.fail("two merges at once did no harm, though nothing guarded them")
