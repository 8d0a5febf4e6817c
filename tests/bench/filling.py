"""python -m tests.bench.filling COUNT: our demo gets so many goods; prints where they are shown."""

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402

from tests.testbed.many_goods import buyer_with_prices, fill  # noqa: E402
from tests.testbed.wares import ADDED, SHOWN  # noqa: E402

fill(int(sys.argv[1]))
goods = get_model("catalogue", "Product").objects
client = Client()
client.force_login(buyer_with_prices())
shown = {
    "listing": "/shop/",
    "product": goods.get(upc=SHOWN.code).get_absolute_url(),
    "add": f"/basket/add/{goods.get(upc=ADDED.code).pk}/",
    "session": client.cookies["sessionid"].value,
}
print(json.dumps(shown))
