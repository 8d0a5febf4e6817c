"""Goods that are missing and come back, and who asks for them."""

from django.utils import timezone
from oscar.core.loading import get_model

from shop.updates.models import Wish
from tests.factories import ProductClassFactory, ProductFactory


def sold_out(**facts):
    return ProductFactory(**{"title": "Cinnamon buns", "num_in_stock": 0, **facts})


def comes_back(product, number=5):
    product.stockrecords.update(num_in_stock=number)


def wishes(product, whose, **facts):
    """Confirmed, of a person or of an address."""
    now = timezone.now()
    given = {"email": whose} if isinstance(whose, str) else {"user": whose}
    return Wish.objects.create(product=product, **given, **{"asked_at": now, "confirmed_at": now, **facts})


def family(*titles, num_in_stock=0):
    """A product with its variants, each sold out unless it says otherwise."""
    parent = get_model("catalogue", "Product").objects.create(
        title="Decaf, 1 kg", structure="parent", product_class=ProductClassFactory(), tax_class_id="food"
    )
    variants = [
        ProductFactory(title=title, structure="child", parent=parent, product_class=None, num_in_stock=num_in_stock)
        for title in titles
    ]
    return parent, variants
