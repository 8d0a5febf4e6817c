"""Several tasks look at the same instant. Beside it a control that looks and claims nothing, which must go wrong."""

from functools import partial

from django.conf import settings
from django.db import connection
from django.utils import timezone

from shop.outbox.letters import Letter, send_letter
from shop.outbox.models import Message
from shop.updates.actions import letters
from shop.updates.actions.telling import tell_due
from shop.updates.models import Wish
from shop.updates.queries import OPEN, strategy
from tests.shop.updates.shelf import comes_back, sold_out, wishes
from tests.testbed.race import race

WAITING = 6


def waited_for():
    buns = sold_out()
    for number in range(WAITING):
        wishes(buns, f"{buns.pk}-{number}@example.com")
    comes_back(buns)
    return buns


def of_its_own(task):
    """A thread has a connection of its own, to the database of the served house."""

    def run():
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"]
        try:
            return task()
        finally:
            connection.close()

    return run


def written(buns):
    return Message.objects.filter(recipients__startswith=f"{buns.pk}-").count()


def test_each_is_told_once_though_four_tasks_look_at_once(site):
    for _ in range(4):
        buns = waited_for()
        told = race([of_its_own(partial(tell_due, now=timezone.now()))] * 4)
        assert sum(told) == WAITING
        assert written(buns) == WAITING


def test_control_two_who_have_both_looked_and_claim_nothing_both_write(site):
    buns = waited_for()
    looked = [list(Wish.objects.filter(OPEN, product=buns)) for _ in range(2)]
    for seen in looked:
        send_letter(letter=Letter(subject="Back again", paragraphs=()), to=[wish.address for wish in seen])
    assert written(buns) == 2 * WAITING


def test_a_wish_that_was_claimed_twice_all_the_same_is_one_letter(site):
    buns, now = waited_for(), timezone.now()
    info = strategy().fetch_for_product(buns)
    for wish in [*Wish.objects.filter(product=buns), *Wish.objects.filter(product=buns)]:
        letters.back(wish=wish, product=buns, info=info, now=now)
    assert written(buns) == WAITING
