"""What somebody chose before they signed in joins what they had chosen when they were signed in.

The rule
- Of goods that only one of the two baskets holds, that quantity stays.
- Of goods that both hold, the larger quantity counts: who filled the same basket twice doesn't want it twice.
- Notes are kept, both of them where they differ; what doesn't fit beside the account's own is told, not cut.
- Vouchers move along. Goods in another currency don't fit into one order: they are named, and stay behind.
- Quantities aren't judged here: what is too much now for the stock or the terms stands on the basket's page with its
  ways out, like everything that no longer fits. Nothing is dropped in silence.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

LONGEST_NOTE = 200


@dataclass
class Merged:
    """What there is to say of it."""

    joined: list[str] = field(default_factory=list)
    larger: list[tuple[str, int]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def words(self) -> str:
        said = []
        if count := len(self.joined) + len(self.larger):
            goods = "1 line" if count == 1 else f"{count} lines"
            said.append(f"What you chose before you signed in is in your basket: {goods}.")
        if self.larger:
            amounts = ", ".join(f"{title}: {quantity:,}" for title, quantity in self.larger)
            said.append(f"Your basket held some of these already, so the larger number counts: {amounts}.")
        said += [
            f"Your note on {title} had no room beside the one that was there: “{note}”." for title, note in self.notes
        ]
        said += [f"{title} is sold in another currency and needs an order of its own." for title in self.foreign]
        return " ".join(said)


@transaction.atomic
def merge(*, into, other, add_quantities, was_ordered=False):
    """Two requests may come just after the sign-in: the first merges, the second finds nothing left to do. One that has
    been ordered meanwhile stays with its order, unless that came to nothing."""
    merged = Merged()
    into.hold()
    mergeable = [other.SUBMITTED] if was_ordered else [other.OPEN, other.SAVED, other.FROZEN]
    there_still = type(other).objects.select_for_update().filter(pk=other.pk, status__in=mergeable)
    if not there_still.exists():
        return merged
    own = {line.line_reference: line for line in into.lines.order_by("pk")}
    currency = next((line.price_currency for line in own.values()), None)
    moving = []
    for line in other.lines.select_related("product__parent").order_by("pk"):
        title = line.product.get_title()
        currency = currency or line.price_currency
        if line.price_currency != currency:
            merged.foreign.append(title)
        elif held := own.get(line.line_reference):
            join(held, line, title, merged, add_quantities=add_quantities)
        else:
            moving.append(line.pk)
            merged.joined.append(title)
    other.lines.filter(pk__in=moving).update(basket=into)
    type(into).objects.filter(pk=other.pk).update(status=other.MERGED, date_merged=timezone.now())
    other.status = other.MERGED
    into.vouchers.add(*other.vouchers.all())
    other.vouchers.clear()
    other.reset_offer_applications()
    into.forget_offers()
    return merged


def join(held, line, title, merged, *, add_quantities):
    before = held.quantity, line.quantity
    held.quantity = sum(before) if add_quantities else max(before)
    if line.note and line.note != held.note:
        both = f"{held.note}; {line.note}" if held.note else line.note
        if len(both) <= LONGEST_NOTE:
            held.note = both
        else:
            merged.notes.append((title, line.note))
    type(held).objects.filter(pk=held.pk).update(quantity=held.quantity, note=held.note, date_updated=timezone.now())
    line.delete()
    if before[0] == before[1]:
        merged.joined.append(title)
    else:
        merged.larger.append((title, held.quantity))
