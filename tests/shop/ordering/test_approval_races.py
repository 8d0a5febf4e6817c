"""Several decide at the same instant, over real HTTP: one of them wins, and the others read who was quicker. Beside it
stands a control without row locks, where two win."""

from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from shop.ordering.actions.ending import lapse_approval
from shop.ordering.models import Approval
from shop.payments.models import Payment
from tests.factories import MemberFactory
from tests.shop.ordering.approving import a_team, page
from tests.testbed.precautions import ROW_LOCKS
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

TIMES = 3


def together(site, team, approval):
    """An owner approves, an approver declines, and who asked withdraws it."""
    holly = MemberFactory(account=team.account, role="owner")
    clicks = [
        partial(Visitor.signed_in(site, holly.user).post, page("approval-approve", approval), pays_by="account"),
        partial(Visitor.signed_in(site, team.arthur.user).post, page("approval-decline", approval)),
        partial(Visitor.signed_in(site, team.ada.user).post, page("approval-withdraw", approval)),
    ]
    return race(clicks)


def winners(approval):
    """By what was written about it."""
    letters = [letter for part in approval.parts.all() for letter in part.order.letters.all()]
    kinds = {letter.kind for letter in letters} & {"approved", "declined"}
    withdrawn = {"withdrawn" for letter in letters if letter.subject.startswith("Nothing to approve any more")}
    return kinds | withdrawn


def test_of_who_approves_declines_and_withdraws_at_once_one_wins(site):
    team = a_team(timezone.now())
    for _ in range(TIMES):
        approval = team.asks(5)
        answers = together(site, team, approval)
        assert {answer.status for answer in answers} <= {302, 422}
        approval.refresh_from_db()
        order = approval.parts.get().order
        order.refresh_from_db()
        assert winners(approval) == {approval.state}
        received = approval.state == "approved"
        assert order.status == ("Received" if received else "Cancelled")
        assert Payment.objects.filter(shares__order=order, state="due").exists() is received
        assert sum(line.num_allocated for line in order.lines.all()) == (5 if received else 0)


def lapses(approval):
    """As the worker's process does it."""
    try:
        return lapse_approval(approval=approval, now=approval.until)
    finally:
        connection.close()


def test_what_is_approved_at_the_very_end_of_its_time_is_approved_or_lapses_never_both(site):
    team = a_team(timezone.now())
    for _ in range(TIMES):
        approval = team.asks(5)
        approves = Visitor.signed_in(site, team.arthur.user).post
        click = partial(approves, page("approval-approve", approval), pays_by="account")
        race([click, *[partial(lapses, approval)] * 3])
        approval.refresh_from_db()
        order = approval.parts.get().order
        order.refresh_from_db()
        received = {"approved": True, "lapsed": False}[approval.state]
        assert order.status == ("Received" if received else "Lapsed")
        assert Payment.objects.filter(shares__order=order, state="due").exists() is received
        assert sum(line.num_allocated for line in order.lines.all()) == (5 if received else 0)


def test_control_without_row_locks_several_win(careless):
    """SQLite refuses who read before another wrote: there, some read of an error."""
    with careless(ROW_LOCKS) as site:
        team = a_team(timezone.now())
        for _ in range(10):
            approval = team.asks(5)
            before = site.log.stat().st_size
            together(site, team, approval)
            if len(winners(Approval.objects.get(pk=approval.pk))) > 1:
                return
            if "database is locked" in site.log.read_bytes()[before:].decode(errors="replace"):
                return
    pytest.fail("Without its locks the house did as well as with them.")
