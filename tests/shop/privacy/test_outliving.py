"""Six years are over: what was kept for the law alone goes, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from shop.privacy.actions.outliving import let_go
from shop.privacy.domain import kept_since
from shop.trade.models import AccountChange
from tests.factories import OrderFactory, TradeAccountFactory

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")


def placed(*, ago: timedelta, status: str = "Issued"):
    order = OrderFactory()
    Order.objects.filter(pk=order.pk).update(date_placed=timezone.now() - ago, status=status)
    return order


def years(number: float) -> timedelta:
    return timedelta(days=number * 365.25 + 1)


def test_an_order_goes_after_six_years_with_its_lines_addresses_and_basket():
    address = get_model("order", "ShippingAddress").objects.create(
        last_name="Okafor",
        line1="1 High Street",
        country=get_model("address", "Country").objects.get_or_create(
            iso_3166_1_a2="GB", defaults={"printable_name": "United Kingdom", "name": "UK"}
        )[0],
    )
    old = placed(ago=years(6))
    Order.objects.filter(pk=old.pk).update(shipping_address=address)
    kept = placed(ago=years(6) - timedelta(days=30))
    assert let_go(now=timezone.now()) == 1
    assert list(Order.objects.all()) == [kept]
    assert list(get_model("order", "Line").objects.values_list("order", flat=True)) == [kept.pk]
    assert list(get_model("basket", "Basket").objects.filter(status="Submitted")) == [kept.basket]
    assert not get_model("order", "ShippingAddress").objects.exists()


def test_what_is_still_open_stays_however_old_it_is():
    placed(ago=years(9), status="Completed")
    assert let_go(now=timezone.now()) == 0


def test_the_record_of_an_accounts_changes_goes_after_six_years_and_not_a_day_before():
    account = TradeAccountFactory()
    before = set(AccountChange.objects.values_list("pk", flat=True))
    _, young = (
        AccountChange.objects.create(account=account, what="Limit", at=timezone.now() - ago)
        for ago in (years(6), years(6) - timedelta(days=30))
    )
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        AccountChange.objects.filter(pk=young.pk).delete()
    let_go(now=timezone.now())
    assert set(AccountChange.objects.values_list("pk", flat=True)) - before == {young.pk}


def test_six_years_are_counted_to_the_day_also_in_a_leap_year():
    assert kept_since(datetime(2030, 5, 4, tzinfo=UTC)) == datetime(2024, 5, 4, tzinfo=UTC)
    assert kept_since(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2022, 2, 28, tzinfo=UTC)
