"""Whatever becomes of a worker: an import goes on where it stopped, or says that it is stuck."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shop.shelf.actions import asking, deciding, taking, working
from shop.shelf.models import Import
from tests.factories import ProductFactory
from tests.shop.shelf.furniture import checked, sheet

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def waiting(olive, loaf):
    return taking.take(upload=sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive, may=["goods"], now=timezone.now())


def state(job: Import) -> str:
    job.refresh_from_db()
    return job.state


def test_one_worker_at_a_time_has_it(waiting):
    now = timezone.now()
    assert asking.claim(pk=waiting.pk, now=now)
    assert asking.claim(pk=waiting.pk, now=now) is None
    assert asking.claim(pk=waiting.pk, now=now + asking.SILENCE * 2)


def test_a_worker_that_was_taken_for_dead_writes_nothing_more(waiting):
    slow = asking.claim(pk=waiting.pk, now=timezone.now())
    asking.claim(pk=waiting.pk, now=timezone.now() + asking.SILENCE * 2)
    with pytest.raises(working.Lost):
        working.check(slow)


def test_what_three_workers_did_not_survive_is_stuck_until_somebody_tries_again(waiting, olive):
    now = timezone.now()
    for _ in range(asking.MOST_ATTEMPTS):
        assert asking.claim(pk=waiting.pk, now=now)
        now += asking.SILENCE + timedelta(seconds=1)
        asking.sweep(now=now)
    assert state(waiting) == "stuck"
    deciding.again(job=waiting, by=olive, now=now)
    working.work(pk=waiting.pk, now=now)
    assert state(waiting) == "checked"


def test_the_good_rows_that_a_killed_worker_left_are_written_by_the_next_and_none_twice(olive, cafe, bread):
    goods = [ProductFactory(cafe=cafe, upc=f"SKU-{n}", price="1.00") for n in range(6)]
    job = checked(
        sheet(*({"SKU": product.upc, "Price": "2.00"} for product in goods), {"SKU": "NO", "Price": "1"}), by=olive
    )
    now = timezone.now()
    deciding.confirm(job=job, mode="good", by=olive, now=now)
    killed = asking.claim(pk=job.pk, now=now)
    first = list(killed.rows.filter(kind="changed").order_by("turn")[:2])
    working.write_some(killed, working.planner(killed, olive), first)
    assert StockRecord.objects.filter(price="2.00").count() == 2

    later = now + asking.SILENCE * 2
    working.work(pk=job.pk, now=later)
    assert state(job) == "written"
    assert (job.written, job.left_out) == (6, 0)
    assert StockRecord.objects.filter(price="2.00").count() == 6


def test_a_task_that_nobody_heard_is_asked_for_again(waiting, celery_asks):
    asking.sweep(now=timezone.now() + asking.UNHEARD * 2)
    assert celery_asks() == [waiting.pk]
    asking.claim(pk=waiting.pk, now=timezone.now())
    asking.sweep(now=timezone.now() + asking.UNHEARD * 2)
    assert celery_asks() == []


@pytest.fixture
def celery_asks():
    """The imports that the tasks in the broker are about, taken out."""
    from celery import current_app

    def taken() -> list[int]:
        found = []
        with current_app.connection_or_acquire() as connection:
            queue = connection.SimpleQueue("celery")
            while queue.qsize():
                message = queue.get(block=False)
                message.ack()
                if message.headers["task"] == asking.WORK:
                    found.append(message.payload[0][0])
        return found

    taken()
    return taken
