"""What is whose, for people of one café: the rows of their own cafés, and no other's."""

from django.db.models import Exists, OuterRef, QuerySet
from oscar.core.loading import get_model

Order = get_model("order", "Order")
Line = get_model("order", "Line")


def orders_of(user) -> QuerySet:
    """Each once, however many of its lines are theirs."""
    return Order.objects.filter(Exists(lines_of(user).filter(order=OuterRef("pk"))))


def lines_of(user) -> QuerySet:
    return Line.objects.filter(partner__users=user)
