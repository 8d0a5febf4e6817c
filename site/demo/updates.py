"""Who waits for what is sold out or out of season: buyers, and people who left their address."""

from datetime import datetime, timedelta

from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.updates.models import Wish

BUNS, DANISH, MARMALADE = "EL-BUNS", "EL-DAN", "LL-MAR"
BUYERS = {
    "ada@hartleys.example": (DANISH,),
    "holly@hartleys.example": (BUNS, DANISH),
    "ben@corner.example": (BUNS, MARMALADE),
}
VISITORS = {"kitchen@greenman.example": (BUNS,), "rosa@fernhill.example": (BUNS, MARMALADE)}
NOT_CONFIRMED = {"someone@elsewhere.example": (DANISH,)}


def updates(now: datetime) -> None:
    named = get_model("catalogue", "Product").objects.filter(upc__in=(BUNS, DANISH, MARMALADE))
    goods = {product.upc: product for product in named}
    for days, user in enumerate(User.objects.filter(email__in=BUYERS).order_by("pk"), start=1):
        for upc in BUYERS[user.email]:
            asked = now - timedelta(days=days)
            Wish.objects.create(product=goods[upc], user=user, asked_at=asked, confirmed_at=asked)
    for days, (email, upcs) in enumerate((VISITORS | NOT_CONFIRMED).items(), start=1):
        for upc in upcs:
            asked = now - timedelta(days=days)
            confirmed = None if email in NOT_CONFIRMED else asked
            Wish.objects.create(product=goods[upc], email=email, asked_at=asked, confirmed_at=confirmed)
