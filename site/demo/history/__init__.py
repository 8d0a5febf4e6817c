"""What the house did in the last 120 days: some 400 orders in every state, with their rounds and their money, as if
people had been at work. Relative to `now`, and the same each time but for numbers and keys."""

from datetime import datetime

from django.db import transaction

from demo.history.accounts import of_accounts
from demo.history.approval import approve, wait_for_approval
from demo.history.guests import of_guests
from demo.history.money import settle
from demo.history.remarks import remark
from demo.history.states import decide, go_on
from demo.history.voucher import a_tenth_off
from demo.history.world import DAY, DAYS, World, in_time
from demo.history.writing import write
from shop.rounds.actions.making import make_rounds


@transaction.atomic
def history(now: datetime) -> None:
    make_rounds(now=now - DAYS * DAY, days=DAYS - 1)
    world = World.at(now)
    visits = [*of_accounts(world), *of_guests(world)]
    decide(visits, world)
    visits.sort(key=in_time)
    write(visits, world, voucher=a_tenth_off(now))
    go_on(visits, world)
    approve(visits, world)
    settle(visits, world)
    remark(visits, world)
    wait_for_approval(world)
