"""The whole demo, in one transaction: it is there, or it is not."""

from datetime import datetime

from django.db import transaction

from demo.accounts import accounts
from demo.applications import applications
from demo.bank import bank_accounts
from demo.cafes import cafes
from demo.frame import frame
from demo.goods import goods
from demo.history import history
from demo.lists import lists
from demo.pages import pages
from demo.people import people
from demo.prices import prices
from demo.rounds import rounds
from demo.updates import updates
from home.models import HomePage


@transaction.atomic
def seed(*, now: datetime, with_history: bool = True) -> bool:
    """Once: whatever visitors and staff do to it afterwards stays. True if it was seeded now."""
    bank_accounts(now)
    if HomePage.objects.exists():
        return False
    sellers = cafes(now)
    people(sellers)
    accounts(now)
    applications(now)
    goods(sellers)
    prices()
    rounds(sellers, now)
    lists(now)
    updates(now)
    if with_history:
        history(now)
    frame(pages(now), now)
    return True
