"""A voucher that anybody may try at the basket, and that some have used."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from oscar.core.loading import get_class, get_model

from demo.history.world import DAY, DAYS

CODE = "FIRSTBAKE"


def a_tenth_off(now: datetime) -> Any:
    offers = get_model("offer", "ConditionalOffer").objects
    everything = get_model("offer", "Range").objects.create(name="Everything we make", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(range=everything, type="Count", value=1)
    benefit = get_model("offer", "Benefit").objects.create(range=everything, type="Percentage", value=Decimal(10))
    offer = offers.create(name="A tenth off", offer_type="Voucher", condition=condition, benefit=benefit)
    voucher = get_model("voucher", "Voucher").objects.create(
        name="A tenth off, for newcomers",
        code=CODE,
        usage="Multi-use",
        start_datetime=now - (DAYS + 5) * DAY,
        end_datetime=now + DAYS * DAY,
    )
    voucher.offers.add(offer)
    return voucher


def give(voucher: Any, basket: Any) -> None:
    """As the basket's page does it; whether it was valid is asked when the order is written."""
    basket.vouchers.add(voucher)
    offers = list(voucher.offers.select_related("condition__range", "benefit__range"))
    for offer in offers:
        offer.set_voucher(voucher)
    get_class("offer.applicator", "Applicator")().apply_offers(basket, offers)
