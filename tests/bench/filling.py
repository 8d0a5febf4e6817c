"""python -m tests.bench.filling COUNT: our demo gets so many goods and who orders; prints where and as whom to ask."""

import json
import sys
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from factory.declarations import Transformer  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402

from shop.pricing.models import AccountPriceList, PriceList  # noqa: E402
from shop.rounds.actions.making import make_rounds  # noqa: E402
from shop.trade.models import Member  # noqa: E402
from tests.bench.pages import CUSTOMERS  # noqa: E402
from tests.factories import LocationFactory, MemberFactory, RouteFactory, UserFactory  # noqa: E402
from tests.testbed.many_goods import OWN, buyer_with_prices, cafe, fill  # noqa: E402
from tests.testbed.wares import ADDED, ORDERED, PLENTY, SHOWN  # noqa: E402

HOUSE = "@orders.example"


@transaction.atomic
def members() -> list[Any]:
    """Each of a company of its own, with prices of its own, on account. A van goes to all of them."""
    there = list(Member.objects.filter(user__email__endswith=HOUSE).select_related("user").order_by("pk"))
    if there:
        return [member.user for member in there]
    seller, own = cafe(ORDERED[0].cafe), PriceList.objects.get(name=OWN)
    RouteFactory(cafe=seller)
    make_rounds(now=timezone.now(), cafes=[seller])
    users = []
    for number in range(CUSTOMERS):
        # Nobody types a password here, and making one takes its time.
        user = UserFactory(email=f"{number}{HOUSE}", password=Transformer.Force("!"))
        member = MemberFactory(
            user=user, account__cafe=seller, account__terms="net_30", account__credit_limit=1_000_000
        )
        LocationFactory(account=member.account, is_default=True)
        AccountPriceList.objects.create(account=member.account, price_list=own)
        users.append(user)
    return users


def session(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def add(code: str) -> str:
    return f"/basket/add/{goods.get(upc=code).pk}/"


fill(int(sys.argv[1]))
goods = get_model("catalogue", "Product").objects
ordered = [ware.code for ware in ORDERED]
get_model("partner", "StockRecord").objects.filter(product__upc__in=ordered).update(num_in_stock=PLENTY)
shown = {
    "listing": "/shop/",
    "product": goods.get(upc=SHOWN.code).get_absolute_url(),
    "add": add(ADDED.code),
    "session": session(buyer_with_prices()),
    "adds": [add(code) for code in ordered],
    "sessions": [session(user) for user in members()],
}
print(json.dumps(shown))
