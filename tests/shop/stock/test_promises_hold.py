"""Whatever is ordered, cancelled, lapsed, issued and counted, in whatever order: promises stay within the stock."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.refusals import Refusal
from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductFactory

Line = get_model("order", "Line")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")

FEW = st.integers(0, 3)
COUNTS = st.integers(0, 12)


class Trade(RuleBasedStateMachine):
    orders = Bundle("orders")

    def __init__(self):
        super().__init__()
        self.scratch = transaction.atomic()
        self.scratch.__enter__()
        cafe = CafeFactory()
        self.goods = [
            ProductFactory(cafe=cafe, num_in_stock=8),
            ProductFactory(cafe=cafe, num_in_stock=3),
            ProductFactory(cafe=cafe, num_in_stock=None, supply="to_order"),
        ]
        self.counted = {self.goods[0]: 8, self.goods[1]: 3}

    def teardown(self):
        transaction.set_rollback(True)
        self.scratch.__exit__(None, None, None)

    @rule(target=orders, amounts=st.tuples(FEW, FEW, FEW))
    def order(self, amounts):
        basket = BasketFactory(lines=[(self.goods[2], 1)])
        for product, amount in zip(self.goods, amounts, strict=True):
            record = product.stockrecords.get()
            if amount:
                # Past the basket's own check: somebody else may have bought meanwhile.
                reference = f"{product.pk}"
                basket.lines.create(
                    product=product, stockrecord=record, quantity=amount, line_reference=reference, price_excl_tax=1
                )
        basket._lines = None
        free = {product: count - self.promised(product) for product, count in self.counted.items()}
        enough = all(free.get(product, 99) >= amount for product, amount in zip(self.goods, amounts, strict=True))
        try:
            placed = OrderFactory(basket=basket, user=basket.owner)
        except Refusal:
            assert not enough
            return multiple()
        assert enough
        return placed.pk

    @rule(pk=orders, to=st.sampled_from(list(domain.PIPELINE)))
    def change(self, pk, to):
        order = Order.objects.get(pk=pk)
        holds = {line.product: line.num_allocated for line in order.lines.all()}
        was = order.status
        try:
            order.set_status(to)
        except Refusal:
            assert not domain.may_follow(was, to)
            return
        if to == domain.ISSUED and was != to:
            for product in self.counted:
                self.counted[product] -= holds.get(product, 0)

    @rule(pk=orders)
    def cancel(self, pk):
        self.change(pk=pk, to=domain.CANCELLED)

    @rule(pk=orders)
    def issue(self, pk):
        for state in (domain.RECEIVED, domain.IN_PROGRESS, domain.COMPLETED, domain.ISSUED):
            self.change(pk=pk, to=state)

    @rule(which=st.sampled_from([0, 1]), count=COUNTS)
    def count(self, which, count):
        record = self.goods[which].stockrecords.get()
        record.num_in_stock = count
        try:
            record.save()
        except Refusal:
            assert count < self.promised(self.goods[which])
            return
        self.counted[self.goods[which]] = count

    @rule(which=st.sampled_from([0, 1]), price=FEW)
    def price(self, which, price):
        record = self.goods[which].stockrecords.get()
        record.num_allocated, record.price = 0, price
        record.save()

    def promised(self, product):
        return product.stockrecords.get().num_allocated or 0

    @invariant()
    def promises_are_within_the_stock(self):
        for product, count in self.counted.items():
            record = product.stockrecords.get()
            assert record.num_in_stock == count
            assert 0 <= (record.num_allocated or 0) <= record.num_in_stock

    @invariant()
    def what_is_promised_is_what_open_orders_hold(self):
        for product in self.goods:
            held = sum(line.num_allocated for line in Line.objects.filter(product=product))
            assert held == self.promised(product)

    @invariant()
    def what_is_over_holds_nothing(self):
        over = domain.GIVES_STOCK_BACK | domain.TAKES_STOCK_OUT
        assert not Line.objects.filter(order__status__in=over, num_allocated__gt=0).exists()


def play(examples, steps):
    run_state_machine_as_test(
        Trade,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        ),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("examples", "steps"), [(8, 15), pytest.param(50, 30, marks=[pytest.mark.heavy, pytest.mark.timeout(900)])]
)
def test_promises_stay_within_the_stock_whatever_happens(examples, steps):
    play(examples, steps)
