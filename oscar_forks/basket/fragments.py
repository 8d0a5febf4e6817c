"""The one thing that every page says of a basket: how much is in it, in at most one statement."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.template.loader import render_to_string
from oscar.core.loading import get_model


def count(request):
    basket = of(request)
    return counted(basket) if basket else ""


def counted(basket):
    """With what a script needs to say of each of a page's goods how many are in the basket."""
    held = list(lines().filter(basket).order_by("pk").values_list("product", "quantity"))
    pieces = sum(quantity for _, quantity in held)
    return render_to_string("layout/basket_count.html", {"pieces": pieces, "held": held}) if pieces else ""


def of(request):
    """Which basket is theirs: that of the person signed in, else the one that the cookie names."""
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        return Q(basket__owner=user)
    signed = request.COOKIES.get(settings.OSCAR_BASKET_COOKIE_OPEN)  # type: ignore[misc]
    try:
        return Q(basket=Signer().unsign(signed), basket__owner=None) if signed else None
    except BadSignature:
        return None


def lines():
    return get_model("basket", "Line").objects.filter(basket__status=get_model("basket", "Basket").OPEN)
