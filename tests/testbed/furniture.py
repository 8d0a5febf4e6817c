"""What the crawl needs to stand on and the demo has no use for yet: orders of both buyers, offers, vouchers, bands."""

from datetime import timedelta
from decimal import Decimal

from django.core.mail import send_mail
from django.utils import timezone
from oscar.core.loading import get_model

from tests.factories import OrderFactory
from tests.testbed.people import person


def furnish() -> None:
    cafe = person("café staff").partners.first()
    plenty = get_model("catalogue", "Product").objects.filter(stockrecords__num_in_stock__gte=10)
    loaf, other = plenty.filter(stockrecords__partner=cafe).order_by("pk")[:2]
    for buyer in ("buyer", "second buyer"):
        order = OrderFactory(user=person(buyer), lines=[(loaf, 1), (other, 2)])
        order.notes.create(message="Leave it at the back door.", user=person("sales"))
    an_offer(loaf)
    season = {"start_datetime": timezone.now(), "end_datetime": timezone.now() + timedelta(days=30)}
    vouchers = get_model("voucher", "VoucherSet").objects.create(name="Spring", count=1, code_length=8, **season)
    get_model("voucher", "Voucher").objects.create(name="Hello", code="HELLO", voucher_set=vouchers, **season)
    by_weight = get_model("shipping", "WeightBased").objects.create(name="Van")
    by_weight.bands.create(upper_limit=Decimal(10), charge=Decimal(5))
    get_model("catalogue", "Option").objects.create(name="Sliced", code="sliced")
    get_model("catalogue", "AttributeOptionGroup").objects.create(name="Grind", code="grind")
    get_model("customer", "ProductAlert").objects.create(product=loaf, user=person("buyer"), status="Active")
    send_mail("A letter", "For the reader of the outbox.", None, [person("buyer").email])


def an_offer(product):
    goods = get_model("offer", "Range").objects.create(name="Bread", is_public=True)
    goods.add_product(product)
    condition = get_model("offer", "Condition").objects.create(range=goods, type="Count", value=2)
    benefit = get_model("offer", "Benefit").objects.create(range=goods, type="Percentage", value=Decimal(5))
    offers = get_model("offer", "ConditionalOffer").objects
    return offers.create(name="Two loaves", offer_type="Site", condition=condition, benefit=benefit)
