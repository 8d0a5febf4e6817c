"""What a worker does with an import: checks its rows, or writes them, and says how far it has come."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from shop.shelf.actions.asking import MOST_ATTEMPTS, claim
from shop.shelf.actions.taking import AFTER_ALL_OTHERS
from shop.shelf.goods_planning import GoodsPlanner
from shop.shelf.goods_writing import write_goods
from shop.shelf.models import Import, ImportRow
from shop.shelf.plans import Plan, changed_meanwhile, unguarded
from shop.shelf.price_planning import PricePlanner, write_prices
from shop.shelf.queries import may_import, own_cafes

log = logging.getLogger(__name__)

AT_ONCE = 250
Kind, Outcome, State = ImportRow.Kind, ImportRow.Outcome, Import.State
PLANNED = ["kind", "sku", "title", "changes", "why"]
NOT_YOURS = "You may no longer change this. Ask an administrator."


class Lost(Exception):
    """Another worker has taken over."""


class Stop(Exception):
    """All rows or none: something was refused, and what was written is undone."""


def work(*, pk: int, now: datetime) -> None:
    job = claim(pk=pk, now=now)
    if job is None:
        return
    try:
        check(job) if job.state == State.CHECKING else write(job)
    except Lost:
        log.warning("an import was taken over by another worker", extra={"import": pk})
    except Exception:
        put_back(job)
        raise


def put_back(job: Import) -> None:
    """Tried again by the sweep, until it is given up."""
    given_up = job.attempts >= MOST_ATTEMPTS
    now = timezone.now()
    held = Import.objects.filter(pk=job.pk, lease=job.lease)
    held.update(lease=None, seen_at=now, **{"state": State.STUCK, "finished_at": now} if given_up else {})


def planner(job: Import, who: Any) -> GoodsPlanner | PricePlanner:
    if job.table == Import.Table.PRICES:
        return PricePlanner(columns=job.columns)
    variants = job.rows.filter(turn__gt=AFTER_ALL_OTHERS)
    parents = {unguarded(sku) for sku in variants.values_list("cells__parent", flat=True).distinct()}
    made = job.rows.filter(kind=Kind.NEW, outcome=Outcome.WRITTEN)
    ours = set(made.values_list("sku", flat=True))
    return GoodsPlanner(columns=job.columns, cafes=own_cafes(who), parents=parents, ours=ours)


def some(rows: QuerySet[ImportRow]) -> Iterator[list[ImportRow]]:
    """In their turn, some at a time, each once: what is done meanwhile doesn't come again."""
    last = 0
    while these := list(rows.filter(turn__gt=last).order_by("turn")[:AT_ONCE]):
        yield these
        last = these[-1].turn


def tell(job: Import, **fields: Any) -> None:
    if not Import.objects.filter(pk=job.pk, lease=job.lease).update(seen_at=timezone.now(), **fields):
        raise Lost


def check(job: Import) -> None:
    may = job.by is not None and job.table in may_import(job.by)
    plans = planner(job, job.by)
    done = 0
    for rows in some(job.rows.all()):
        planned = plans.plan(rows) if may else [refused(row, NOT_YOURS) for row in rows]
        with transaction.atomic():
            keep(planned)
            done += len(rows)
            tell(job, done=done)
    counts = dict(job.rows.order_by().values_list("kind").annotate(Count("pk")))
    tell(
        job,
        state=State.CHECKED,
        lease=None,
        attempts=0,
        added=counts.get(Kind.NEW, 0),
        changed=counts.get(Kind.CHANGED, 0),
        unchanged=counts.get(Kind.UNCHANGED, 0),
        refused=counts.get(Kind.REFUSED, 0),
    )


def refused(row: ImportRow, words: str) -> Plan:
    return Plan(row, kind=Kind.REFUSED, sku=row.cells.get("sku", "")[:130], why=[words])


def keep(plans: Sequence[Plan]) -> None:
    for plan in plans:
        row = plan.row
        row.kind, row.sku, row.title = plan.kind, plan.sku, plan.title
        row.changes, row.why = [list(change) for change in plan.changes], plan.why
    save([plan.row for plan in plans], PLANNED)


def save(rows: Sequence[ImportRow], fields: Sequence[str]) -> None:
    """Far quicker than a CASE for each column."""
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def write(job: Import) -> None:
    waiting = job.rows.filter(kind__in=[Kind.NEW, Kind.CHANGED], outcome="")
    if job.mode == Import.Mode.GOOD:
        done = job.rows.exclude(outcome="").count()
        plans = planner(job, job.confirmed_by)
        for rows in some(waiting):
            outcomes = write_some(job, plans, rows)
            done += len(outcomes)
            tell(job, done=done)
        finish(job, State.WRITTEN)
        return
    try:
        write_all(job, waiting)
    except Stop as stop:
        with transaction.atomic():
            save(stop.args[0], ["why", "outcome"])
            finish(job, State.STOPPED)


def write_all(job: Import, waiting: QuerySet[ImportRow]) -> None:
    """First looked at once more, which takes longest; then all in one transaction, and all the same."""
    glance(job, waiting)
    with transaction.atomic():
        plans = planner(job, job.confirmed_by)
        for rows in some(waiting):
            left_out = [row for row in write_some(job, plans, rows) if row.outcome == Outcome.LEFT_OUT]
            if left_out:
                raise Stop(left_out)
        finish(job, State.WRITTEN)


def glance(job: Import, waiting: QuerySet[ImportRow]) -> None:
    plans, done, left_out = planner(job, job.confirmed_by), 0, []
    for rows in some(waiting):
        left_out += [plan.row for plan in judged(job, plans.plan(rows)) if plan.row.outcome == Outcome.LEFT_OUT]
        done += len(rows)
        tell(job, done=done)
    if left_out:
        raise Stop(left_out)


def write_some(job: Import, plans: GoodsPlanner | PricePlanner, rows: list[ImportRow]) -> list[ImportRow]:
    """Whole or not at all. Who makes the same goods at the same instant comes first, and is seen the second time."""
    try:
        return write_once(job, plans, rows)
    except IntegrityError:
        for row in rows:
            row.outcome, row.why = "", []
        again = planner(job, job.confirmed_by)
        return write_once(job, again, rows)


@transaction.atomic
def write_once(job: Import, plans: GoodsPlanner | PricePlanner, rows: list[ImportRow]) -> list[ImportRow]:
    if not Import.objects.select_for_update().filter(pk=job.pk, lease=job.lease).exists():
        raise Lost
    planned = judged(job, plans.plan(rows, lock=True))
    good = [plan for plan in planned if plan.row.outcome == Outcome.WRITTEN]
    if job.table == Import.Table.PRICES:
        write_prices(good, by=job.confirmed_by, now=timezone.now())
    else:
        write_goods(good, by=job.confirmed_by)
    save(rows, ["why", "outcome"])
    return rows


def judged(job: Import, planned: Sequence[Plan]) -> Sequence[Plan]:
    may = job.confirmed_by is not None and job.table in may_import(job.confirmed_by)
    for plan in planned:
        plan.row.why = changed_meanwhile(plan.row, plan) if may else [NOT_YOURS]
        plan.row.outcome = Outcome.LEFT_OUT if plan.row.why else Outcome.WRITTEN
    return planned


def finish(job: Import, state: str) -> None:
    counts = dict(job.rows.order_by().values_list("outcome").annotate(Count("pk")))
    tell(
        job,
        state=state,
        lease=None,
        attempts=0,
        done=job.total if state == State.WRITTEN else 0,
        written=counts.get(Outcome.WRITTEN, 0),
        left_out=counts.get(Outcome.LEFT_OUT, 0),
        finished_at=timezone.now(),
    )
