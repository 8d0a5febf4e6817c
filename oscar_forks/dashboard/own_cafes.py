"""What is whose, for people of one café: the rows of their own cafés, and no other's."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from oscar.core.loading import get_model

Order = get_model("order", "Order")
Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


def orders_of(user) -> QuerySet:
    """Each once, however many of its lines are theirs."""
    return Order.objects.filter(Exists(lines_of(user).filter(order=OuterRef("pk"))))


def lines_of(user) -> QuerySet:
    return Line.objects.filter(partner__users=user)


def stock_of(user) -> QuerySet:
    return StockRecord.objects.filter(partner__users=user)


def sold_elsewhere_too(product, user) -> bool:
    """Whether another café sells it, or one of its variants."""
    of_product = Q(product=product) | Q(product__parent=product)
    return StockRecord.objects.filter(of_product).exclude(partner__users=user).exists()
