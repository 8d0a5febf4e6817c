"""The one thing that every page says of a basket: how much is in it, in at most one statement.

It is written out: every page of somebody signed in asks it, and to have it composed each time costs more than to ask.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import connection
from django.template.loader import render_to_string

HELD = """SELECT line.product_id, line.quantity
      FROM basket_line line JOIN basket_basket basket ON basket.id = line.basket_id
     WHERE basket.status = 'Open' AND {whose}
     ORDER BY line.id"""
OWNED = HELD.format(whose="basket.owner_id = %s")
NOBODYS = HELD.format(whose="basket.id = %s AND basket.owner_id IS NULL")
NAMED = HELD.format(whose="basket.id = %s")


def count(request):
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        return said(OWNED, user.pk)
    named = by_cookie(request)
    return said(NOBODYS, named) if named else ""


def counted(basket):
    return said(NAMED, basket.pk) if basket.pk else ""


def said(question, key):
    """With what a script needs to say of each of a page's goods how many are in the basket."""
    with connection.cursor() as cursor:
        cursor.execute(question, [key])
        held = cursor.fetchall()
    pieces = sum(quantity for _, quantity in held)
    return render_to_string("layout/basket_count.html", {"pieces": pieces, "held": held}) if pieces else ""


def by_cookie(request):
    signed = request.COOKIES.get(settings.OSCAR_BASKET_COOKIE_OPEN)  # type: ignore[misc]
    try:
        return int(Signer().unsign(signed)) if signed else None
    except (BadSignature, ValueError):
        return None
