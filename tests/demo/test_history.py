"""120 days of orders stand in the demo as if people had placed them: whole, paid or owed, and by the shop's rules."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from demo.history import history
from demo.history.world import DAYS
from home.models import HomePage
from shop import money
from shop.ordering import approvals, domain
from shop.ordering.actions.sweeping import sweep
from shop.ordering.models import Approval
from shop.pad.queries import usuals_of
from shop.payments.actions.reconciling import begin, go_on
from shop.payments.models import Difference, Payment
from shop.payments.owed import owed
from shop.trade.domain import PREPAY
from shop.trade.models import TradeAccount
from tests.testbed.people import person

pytestmark = pytest.mark.usefixtures("lived_in")

STATES = set(domain.PIPELINE)
TO_COME = {domain.PENDING, domain.RECEIVED, domain.IN_PROGRESS, domain.COMPLETED}


def Order():
    return get_model("order", "Order").objects


def free() -> dict[int, int]:
    records = get_model("partner", "StockRecord").objects.filter(num_in_stock__isnull=False)
    return {record.pk: record.net_stock_level for record in records}


@pytest.fixture(scope="module")
def lived_in(house, django_db_blocker):
    """The seeded house with its history, and what was there before: the tests' own few orders."""
    with django_db_blocker.unblock():
        now = HomePage.objects.get().first_published_at
        before = {"now": now, "orders": set(Order().values_list("pk", flat=True)), "free": free()}
        history(now)
        yield before


@pytest.fixture
def now(lived_in):
    return lived_in["now"]


@pytest.fixture
def orders(lived_in):
    return Order().exclude(pk__in=lived_in["orders"])


def test_some_four_hundred_orders_in_every_state_lie_within_the_last_120_days(orders, now):
    assert 340 <= orders.count() <= 460
    states = Counter(orders.values_list("status", flat=True))
    assert set(states) == STATES
    assert states[domain.ISSUED] > 300
    assert not orders.filter(Q(date_placed__gt=now) | Q(date_placed__lt=now - timedelta(days=DAYS))).exists()
    assert not orders.filter(date_placed__lt=F("account__opened_at")).exists()
    assert orders.filter(account=None).count() > 100
    assert all(account.orders.count() >= 3 for account in TradeAccount.objects.all())


def test_each_order_is_what_its_lines_delivery_and_deposits_come_to(orders):
    for order in orders.prefetch_related("lines", "deposits"):
        lines = [
            money.Line(
                line.line_price_excl_tax if order.reads_net else line.line_price_incl_tax,
                line.tax_percent,
            )
            for line in order.lines.all()
        ]
        charge = order.shipping_excl_tax if order.reads_net else order.shipping_incl_tax
        delivery = [money.Line(charge, order.shipping_percent)] if charge else []
        sums = money.total([*lines, *delivery], gross=not order.reads_net)
        deposits = sum((each.amount for each in order.deposits.all()), Decimal(0))
        assert (order.total_incl_tax, order.total_excl_tax) == (sums.gross + deposits, sums.net + deposits), order


def test_each_order_has_one_cafe_its_currency_and_a_round_it_could_join(orders):
    for order in orders.select_related("round__cafe").prefetch_related("lines__product__parent"):
        assert {line.partner_id for line in order.lines.all()} == {order.round.cafe.partner_id}
        assert order.currency == order.round.cafe.currency
        slowest = max(line.product.family.lead_days for line in order.lines.all())
        assert order.date_placed < order.round.departure.last_moment(slowest)
        assert order.round.closed_at is None
        assert bool(order.slot_id) == (order.round.kind == "collection")
        assert all(not line.product.quantities.refusal(line.quantity) for line in order.lines.all()), order


def test_no_slot_and_no_day_s_making_is_overbooked(orders):
    holding = orders.exclude(status__in=domain.GIVES_STOCK_BACK)
    slots = holding.exclude(slot=None).values("slot").annotate(count=Count("pk"))
    assert not slots.filter(count__gt=F("slot__capacity")).exists()
    made = get_model("order", "Line").objects.filter(order__in=holding, product__supply="to_order")
    by_round = made.values("order__round", "product").annotate(made=Sum("quantity"))
    assert not by_round.filter(made__gt=F("product__capacity")).exists()


def test_every_step_is_recorded_in_its_order_and_by_whom(orders):
    for order in orders.prefetch_related("status_changes"):
        changes = sorted(order.status_changes.all(), key=lambda change: change.pk)
        state, at = domain.PENDING, order.date_placed
        for change in changes:
            assert change.old_status == state
            assert domain.may_follow(state, change.new_status)
            assert change.date_created >= at
            state, at = change.new_status, change.date_created
        assert order.status == state
        assert {line.status for line in order.lines.all()} == {state}


def test_what_is_to_go_out_is_held_and_nothing_else(orders, lived_in):
    lines = get_model("order", "Line").objects.filter(order__in=orders)
    assert not lines.exclude(order__status__in=TO_COME).filter(num_allocated__gt=0).exists()
    counted = lines.filter(order__status__in=TO_COME, product__supply="stocked")
    assert counted.exists()
    assert not counted.exclude(num_allocated=F("quantity")).exists()
    held = get_model("order", "Line").objects.filter(num_allocated__gt=0).values("stockrecord")
    promised = dict(held.annotate(sum=Sum("num_allocated")).values_list("stockrecord", "sum"))
    records = get_model("partner", "StockRecord").objects.exclude(num_allocated=None).exclude(num_allocated=0)
    assert dict(records.values_list("pk", "num_allocated")) == promised
    assert free() == lived_in["free"]


def test_every_account_stands_within_its_limit_and_one_nearly_at_it():
    share = {}
    for account in TradeAccount.objects.exclude(terms=PREPAY):
        assert owed(account) <= account.credit_limit, account
        share[account.name] = owed(account) / account.credit_limit
    assert {name for name, each in share.items() if each > Decimal("0.85")} == {"The Pantry Hotel"}


def test_the_books_agree_and_the_sweep_finds_nothing_left(orders, now):
    """Asked over HTTP, the demo's bank says the same."""
    run = begin(now=now)
    assert go_on(run=run, after=0, now=now) is None
    run.refresh_from_db()
    assert (run.unheard, list(Difference.objects.values_list("words", flat=True))) == (0, [])
    assert run.asked > 30
    before = list(orders.order_by("pk").values_list("pk", "status"))
    sweep(now=now)
    assert list(orders.order_by("pk").values_list("pk", "status")) == before


def test_each_payment_is_shared_out_among_its_orders(orders):
    for payment in Payment.objects.filter(shares__order__in=orders).distinct().prefetch_related("shares__order"):
        assert payment.amount == sum(share.amount for share in payment.shares.all())
        assert all(share.amount == share.order.total_incl_tax for share in payment.shares.all())
    assert Payment.objects.annotate(orders=Count("shares")).filter(orders=2).exists()


def test_some_were_cheaper_by_a_voucher_and_some_were_noted_flagged_or_paid_back(orders):
    discounts = get_model("order", "OrderDiscount").objects.filter(order__in=orders)
    voucher = get_model("voucher", "Voucher").objects.get(code="FIRSTBAKE")
    assert voucher.num_orders == discounts.count() > 3
    assert voucher.total_discount == discounts.aggregate(sum=Sum("amount"))["sum"]
    assert orders.filter(notes__isnull=False).distinct().count() > 5
    assert orders.filter(flags__settled_at=None, flags__isnull=False).count() == 1
    assert orders.filter(shares__refunds__state="done", status=domain.CANCELLED).exists()


def test_what_was_above_a_limit_was_let_through_or_not_and_one_waits(orders):
    states = Counter(Approval.objects.filter(parts__order__in=orders).values_list("state", flat=True))
    assert states[approvals.ASKED] == states[approvals.DECLINED] == 1
    assert states[approvals.APPROVED] > 1
    limit = person("buyer").memberships.get().spend_limit
    above = orders.filter(user=person("buyer"), total_incl_tax__gt=limit)
    assert above.count() == above.filter(approving__isnull=False).count() == sum(states.values())


def test_usuals_are_learned_from_it(now):
    hartleys = person("buyer").memberships.get().account
    usual = [each.product for each in usuals_of(hartleys, today=now.date())]
    first = get_model("catalogue", "Product").objects.in_bulk(usual[:4]).values()
    assert {product.upc for product in first} == {"EL-SOUR", "EL-BAG", "EL-ROLL", "EL-FOC"}


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("buyer", "/shop/pad/"),
        ("owner", "/account/"),
        ("owner", "/account/orders/"),
        ("operations", "/dashboard/orders/"),
        ("operations", "/dashboard/rounds/"),
        ("café staff", "/dashboard/orders/"),
        ("sales", "/dashboard/accounts/"),
    ],
)
def test_pages_of_a_house_that_is_lived_in_keep_to_their_budgets(role, path):
    client = Client()
    client.force_login(person(role))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    made = [query["sql"] for query in asked.captured_queries]
    assert len(made) <= 20, made
