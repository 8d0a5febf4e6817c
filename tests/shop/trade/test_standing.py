"""Terms, limits, hold, closing: each change is recorded with who, from, to and why, and told to whom it concerns."""

import inspect
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from shop.outbox.models import Message
from shop.trade import domain
from shop.trade.actions import merging, standing, team
from shop.trade.models import AccountChange, Invitation, TradeAccount
from tests.factories import CafeFactory, MemberFactory, TradeAccountFactory, UserFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def sam():
    return UserFactory(first_name="Sam", last_name="Reid")


@pytest.fixture
def deli():
    account = TradeAccountFactory(name="Corner Deli", terms="net_7", credit_limit=D(500))
    for role in ("owner", "buyer", "approver", "bookkeeper"):
        MemberFactory(account=account, role=role, user=UserFactory(email=f"{role}@deli.example", first_name=role))
    MemberFactory(account=account, role="owner", user=UserFactory(email="quiet@deli.example"), told_of_terms=False)
    return account


def written(account) -> list[tuple]:
    rows = AccountChange.objects.filter(account=account).order_by("pk")
    return [(row.what, row.old, row.new, row.reason, row.by) for row in rows]


def told() -> set[str]:
    return {message.recipients for message in Message.objects.all()}


def test_new_terms_are_recorded_one_by_one_and_what_stays_is_not(deli, sam):
    reason = "A year of good payments"
    standing.set_terms(account=deli, terms="net_14", credit_limit=D(1500), cafe=deli.cafe, reason=reason, by=sam)
    assert written(deli) == [
        ("Payment terms", "7 days from the invoice", "14 days from the invoice", reason, sam),
        ("Credit limit", "£500.00", "£1,500.00", reason, sam),
    ]
    deli.refresh_from_db()
    assert (deli.terms, deli.credit_limit) == ("net_14", D(1500))


def test_terms_saved_as_they_were_leave_no_trace_and_no_letter(deli, sam):
    standing.set_terms(account=deli, terms="net_7", credit_limit=D("500.00"), cafe=deli.cafe, reason="x", by=sam)
    assert written(deli) == []
    assert told() == set()


def test_owners_and_bookkeepers_who_want_it_are_told_and_the_reason_stays_with_us(deli, sam):
    reason = "Their neighbour says they are short of money"
    standing.set_terms(account=deli, terms="prepay", credit_limit=D(0), cafe=deli.cafe, reason=reason, by=sam)
    assert told() == {"owner@deli.example", "bookkeeper@deli.example"}
    body = Message.objects.first().body
    assert "Payment terms: Pays with the order (before: 7 days from the invoice)" in body
    assert "neighbour" not in body


def test_an_account_goes_to_another_cafe_but_not_into_another_currency(deli, sam):
    harbour, liffey = CafeFactory(name="Harbour Roast"), CafeFactory(name="Liffey Larder", currency="EUR")
    with pytest.raises(domain.OtherCurrency, match="EUR"):
        standing.set_terms(account=deli, terms="net_7", credit_limit=D(500), cafe=liffey, reason="Near", by=sam)
    before = deli.cafe.name
    standing.set_terms(account=deli, terms="net_7", credit_limit=D(500), cafe=harbour, reason="Near", by=sam)
    assert written(deli) == [("Café", before, "Harbour Roast", "Near", sam)]


def test_a_hold_tells_the_customer_why_and_a_release_ends_it(deli, sam):
    standing.put_on_hold(account=deli, reason="Invoice 12 is open. Call us.", by=sam)
    deli.refresh_from_db()
    assert (deli.status, deli.hold_reason) == ("on_hold", "Invoice 12 is open. Call us.")
    assert told() == {"owner@deli.example", "bookkeeper@deli.example"}
    assert "Invoice 12 is open. Call us." in Message.objects.first().body
    standing.release(account=deli, reason="Paid by card", by=sam)
    deli.refresh_from_db()
    assert (deli.status, deli.hold_reason) == ("active", "")
    assert written(deli) == [
        ("Status", "Active", "On hold", "Invoice 12 is open. Call us.", sam),
        ("Status", "On hold", "Active", "Paid by card", sam),
    ]
    with pytest.raises(domain.NotOnHold):
        standing.release(account=deli, reason="Again", by=sam)


def test_a_closed_account_takes_nobody_in_changes_no_more_and_can_be_opened_again(deli, sam):
    now = timezone.now()
    team.invite(account=deli, email="nico@deli.example", role="buyer", spend_limit=None, by=None, now=now, tell=False)
    standing.close(account=deli, reason="They moved away.", by=sam, now=now)
    deli.refresh_from_db()
    assert deli.is_closed
    assert Invitation.objects.get().withdrawn_at == now
    for change in (
        lambda: standing.put_on_hold(account=deli, reason="x", by=sam),
        lambda: standing.close(account=deli, reason="x", by=sam, now=now),
        lambda: standing.set_terms(account=deli, terms="prepay", credit_limit=D(0), cafe=deli.cafe, reason="x", by=sam),
    ):
        with pytest.raises(domain.AccountClosed):
            change()
    standing.reopen(account=deli, reason="They are back", by=sam)
    assert written(deli)[-1] == ("Status", "Closed", "Active", "They are back", sam)
    assert deli.members.filter(left_at=None).count() == 5


def test_what_is_under_way_keeps_an_account_open(deli, sam):
    with pytest.raises(domain.StillUnderWay, match="order 100 "):
        standing.close(account=deli, reason="x", by=sam, now=timezone.now(), under_way=["order 100 (received)"])
    deli.refresh_from_db()
    assert deli.status == "active"


WATCHED = {"terms": "Payment terms", "credit_limit": "Credit limit", "cafe_id": "Café", "status": "Status"}


def every_change(account, sam):
    """Each action that changes how an account stands, or who may do what in it: by its name."""
    now, cafe = timezone.now(), CafeFactory()
    buyer = account.members.get(role="buyer")
    twin = TradeAccountFactory(cafe=cafe)
    return {
        standing.set_terms: lambda: standing.set_terms(
            account=account, terms="net_30", credit_limit=D(9), cafe=cafe, reason="r", by=sam
        ),
        standing.put_on_hold: lambda: standing.put_on_hold(account=account, reason="r", by=sam),
        standing.release: lambda: standing.release(account=account, reason="r", by=sam),
        team.change_role: lambda: team.change_role(member=buyer, role="approver", spend_limit=None, by=sam),
        standing.close: lambda: standing.close(account=account, reason="r", by=sam, now=now),
        standing.reopen: lambda: standing.reopen(account=account, reason="r", by=sam),
        merging.merge: lambda: merging.merge(duplicate=account, into=twin, reason="r", by=sam, now=now),
    }


def test_no_action_changes_terms_limit_status_or_role_without_a_trace(deli, sam):
    actions = every_change(deli, sam)
    public = {function for _, function in inspect.getmembers(standing, inspect.isfunction)}
    own = {each for each in public if each.__module__ == standing.__name__ and not each.__name__.startswith("_")}
    assert own <= set(actions), "a new action of standing.py has to be walked here too"
    for action, run in actions.items():
        before = TradeAccount.objects.filter(pk=deli.pk).values(*WATCHED).get()
        roles = dict(deli.members.filter(left_at=None).values_list("user__email", "role"))
        seen = set(deli.changes.values_list("pk", flat=True))
        run()
        after = TradeAccount.objects.filter(pk=deli.pk).values(*WATCHED).get()
        rows = deli.changes.exclude(pk__in=seen)
        said = {row.what for row in rows}
        for field, what in WATCHED.items():
            assert (before[field] != after[field]) == (what in said), (action.__name__, what)
        now = dict(deli.members.filter(left_at=None).values_list("user__email", "role"))
        changed = any(roles[email] != role for email, role in now.items())
        assert changed == any(what.startswith("Role of") for what in said), action.__name__
        assert all(row.by == sam for row in rows)
        assert said, action.__name__


def test_the_database_itself_keeps_history_as_it_was_written(deli, sam):
    standing.put_on_hold(account=deli, reason="Open invoice", by=sam)
    change = deli.changes.get()
    for spoil in (
        lambda: AccountChange.objects.update(reason="Nothing was open"),
        lambda: AccountChange.objects.update(by=UserFactory()),
        lambda: AccountChange.objects.filter(pk=change.pk).update(at=timezone.now() - timedelta(days=9)),
        lambda: _sql("DELETE FROM trade_accountchange"),
    ):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            spoil()
    assert AccountChange.objects.values_list("reason", "by").get() == ("Open invoice", sam.pk)


def test_a_person_may_go_and_what_they_did_stays(deli, sam):
    standing.put_on_hold(account=deli, reason="Open invoice", by=sam)
    sam.delete()
    assert AccountChange.objects.values_list("reason", "by").get() == ("Open invoice", None)


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
