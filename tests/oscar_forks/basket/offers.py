"""Offers and vouchers for tests, as staff set them up."""

from datetime import timedelta

from django.utils import timezone
from oscar.core.loading import get_model


def all_goods():
    return get_model("offer", "Range").objects.get_or_create(name="All goods", includes_all_products=True)[0]


def an_offer(name, value=10, *, benefit="Percentage", within=None, least=1, offer_type="Site", **more):
    within = within or all_goods()
    condition = get_model("offer", "Condition").objects.create(range=within, type="Count", value=least)
    gives = get_model("offer", "Benefit").objects.create(range=within, type=benefit, value=value)
    return get_model("offer", "ConditionalOffer").objects.create(
        name=name, condition=condition, benefit=gives, offer_type=offer_type, **more
    )


def a_voucher(code, *offers, begins=-1, ends=1, usage="Multi-use"):
    now = timezone.now()
    voucher = get_model("voucher", "Voucher").objects.create(
        name=f"Voucher {code}",
        code=code,
        usage=usage,
        start_datetime=now + timedelta(days=begins),
        end_datetime=now + timedelta(days=ends),
    )
    voucher.offers.set(offers)
    return voucher
