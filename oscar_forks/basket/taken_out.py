"""What somebody has just taken out of their basket, so that they can put it back as it was. Their session keeps it."""

from decimal import Decimal

from django.db import transaction
from oscar.core.loading import get_model

KEY = "taken_out"
MINUTES = 30
COLUMNS = ["line_reference", "product_id", "stockrecord_id", "quantity", "price_currency", "tax_code", "note"]
PRICES = ["price_excl_tax", "price_incl_tax"]


def remember(request, lines, *, now):
    """The last time's alone: who goes on has settled what went before."""
    request.session[KEY] = {"until": now.timestamp() + MINUTES * 60, "lines": [written(line) for line in lines]}


def written(line):
    prices = {name: None if getattr(line, name) is None else str(getattr(line, name)) for name in PRICES}
    chosen = [[each.option_id, each.value] for each in line.attributes.all()]
    columns = {name: getattr(line, name) for name in COLUMNS}
    return {"title": line.product.get_title(), "columns": columns, "prices": prices, "chosen": chosen}


def remembered(request, *, now):
    kept = request.session.get(KEY)
    return kept["lines"] if kept and kept["until"] > now.timestamp() else []


def forget(request):
    request.session.pop(KEY, None)


@transaction.atomic
def put_back(*, basket, lines):
    """As they were, prices told included. Where the same is in the basket again, the larger number counts.

    Returns what is back, and the titles of what is gone from the shop.
    """
    if not basket.pk:
        basket.save()
    basket.hold()
    columns = [each["columns"] for each in lines]
    there = set(
        get_model("partner", "StockRecord")
        .objects.filter(pk__in=[each["stockrecord_id"] for each in columns])
        .values_list("pk", "product")
    )
    own = {line.line_reference: line for line in basket.lines.all()}
    begun, raised, gone = [], [], []
    for each in lines:
        found = own.get(each["columns"]["line_reference"])
        if (each["columns"]["stockrecord_id"], each["columns"]["product_id"]) not in there:
            gone.append(each["title"])
        elif found:
            found.quantity = max(found.quantity, each["columns"]["quantity"])
            raised.append(found)
        else:
            prices = {name: amount and Decimal(amount) for name, amount in each["prices"].items()}
            begun.append((basket.lines.model(basket=basket, **each["columns"], **prices), each["chosen"]))
    basket.lines.model.objects.bulk_update(raised, ["quantity"])
    made = basket.lines.model.objects.bulk_create(line for line, _ in begun)
    options = [
        get_model("basket", "LineAttribute")(line=line, option_id=option, value=value)
        for line, (_, chosen) in zip(made, begun, strict=True)
        for option, value in chosen
    ]
    get_model("basket", "LineAttribute").objects.bulk_create(options)
    return len(begun) + len(raised), gone
