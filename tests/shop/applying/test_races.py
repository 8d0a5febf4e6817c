"""Two of us decide at the same instant, over real HTTP. Beside it a control without the lock, which must go wrong."""

from decimal import Decimal
from functools import partial

from django.utils import timezone

from shop.applying.actions import deciding
from shop.applying.actions.deciding import Offer
from shop.applying.models import Application, Event
from shop.trade.models import TradeAccount
from tests.factories import CafeFactory, UserFactory
from tests.shop.applying.conftest import address, made, offer
from tests.testbed.race import race
from tests.testbed.visitor import Visitor


def race_ready():
    cafe = CafeFactory()
    deciders = [UserFactory(is_staff=True, groups=["Sales"]) for _ in range(2)]
    application = made(cafe, name=f"Bistro {cafe.pk}", line1="1 High Street", town="Bristol", business="cafe")
    return cafe, deciders, application


def test_of_two_who_approve_at_once_one_opens_the_account(site):
    for _ in range(6):
        cafe, deciders, application = race_ready()
        visitors = [Visitor.signed_in(site, person) for person in deciders]
        posts = [partial(each.post, address(application, "approve"), **offer(cafe)) for each in visitors]
        answers = race(posts)
        assert sorted(answer.status for answer in answers) == [302, 409]
        assert "has approved this application already" in next(a.text for a in answers if a.status == 409)
        assert TradeAccount.objects.filter(cafe=cafe).count() == 1
        assert application.events.filter(what=Event.What.APPROVED).count() == 1


def test_control_who_looks_first_and_locks_nothing_opens_two_accounts(site):
    cafe, deciders, application = race_ready()
    terms = Offer(name="Bistro", cafe=cafe, terms="net_14", credit_limit=Decimal(1500), requires_po=False)
    looked = [deciding.undecided(Application.objects.get(pk=application.pk)) for _ in deciders]
    for seen, by in zip(looked, deciders, strict=True):
        deciding.opened(application=seen, offer=terms, by=by, now=timezone.now())
    assert TradeAccount.objects.filter(cafe=cafe).count() == 2
