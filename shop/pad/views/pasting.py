"""Lines that were pasted or sent as a file: each is looked at, mended in place, and then fills the pad or the basket.

Nothing of it is stored: the page itself carries the lines from one look to the next.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop.pad import forms, queries
from shop.pad.actions.filling import fill
from shop.pad.domain.abroad import refusal
from shop.pad.domain.checking import Checked, Shelf, Ware, check, in_words
from shop.pad.domain.pasted import Reading, Typed, read_text
from shop.pad.doors import who_orders
from shop.pad.files import LARGEST, read_file
from shop.pad.rows import Row
from shop.pad.showing import Pad
from shop.pad.views.pad import ORDERED_MEANWHILE, done, rows_by_key, show
from shop.refusals import Refusal
from shop.trade.models import Member

NOTHING_THERE = "Paste some lines, or choose a file, first."
MEND_FIRST = "Some lines still need you. Mend them, or tick that they may be left out."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@who_orders
def paste(request: HttpRequest, member: Member) -> HttpResponse:
    if request.method != "POST":
        return ask(request, member)
    if "asked" in request.POST and request.POST["asked"] != "read":
        return go_on(request, member)
    return review(request, member)


def ask(request: HttpRequest, member: Member, refused: str = "") -> HttpResponse:
    context = {
        "member": member,
        "refused": refused,
        "text": request.POST.get("lines", ""),
        "carried": carried(request),
        "largest": LARGEST // 1024 // 1024,
    }
    return render(request, "pad/paste.html", context)


def carried(request: HttpRequest) -> str:
    """What stood on the pad when the lines were pasted beside it."""
    if "carried" in request.POST:
        return forms.as_pairs(forms.pairs(request.POST["carried"]))
    written = forms.quantities(request.POST)
    return forms.as_pairs({pk: forms.number_of(text) or 0 for pk, text in written.items()})


def review(request: HttpRequest, member: Member) -> HttpResponse:
    try:
        found = read(request)
    except Refusal as refusal:
        return ask(request, member, str(refusal))
    if not found.lines:
        return ask(request, member, NOTHING_THERE)
    return look(request, member, looked_at(request, member, found.lines), heading=found.heading)


def read(request: HttpRequest) -> Reading:
    if upload := request.FILES.get("file"):
        return read_file(upload)
    return read_text(request.POST.get("lines", ""))


def looked_at(request: HttpRequest, member: Member, lines: Sequence[Typed]) -> list[Checked]:
    """Codes first, of all that is sold; then, of those that are meant, whether they can be had."""
    all_names = queries.names(member.account.currency)
    bare = Shelf(ware(*row) for row in all_names)
    near = {each.product for line in lines for each in bare.meant(line.sku)}
    rows = rows_by_key(request, member, near)
    refusals = {pk: row.refuse for pk, row in rows.items()}
    return check(lines, Shelf((ware(*row, refuse=refusals.get(row[0])) for row in all_names), abroad=abroad(member)))


def abroad(member: Member) -> list[Ware]:
    ours = member.account.currency
    return [
        ware(product, sku, title, family, cafe, unit, refuse=partial(not_in, refusal(cafe, theirs, ours)))
        for product, sku, title, family, cafe, unit, theirs in queries.names_abroad(ours)
    ]


def not_in(words: str, quantity: int) -> str:
    return words


def ware(product: int, sku: str, title: str, family: str | None, cafe: str, unit: str, refuse: Any = None) -> Ware:
    return Ware(product, sku, title or family or sku, cafe, unit, refuse or allowed)


def allowed(quantity: int) -> str:
    return ""


def look(
    request: HttpRequest, member: Member, lines: Sequence[Checked], *, heading: str = "", refused: str = "",
    left: frozenset[int] | set[int] = frozenset(),
) -> HttpResponse:  # fmt: skip
    bad = [line for line in lines if not line.is_good]
    context = {
        "member": member,
        "lines": lines,
        "bad": bad,
        "good": len(lines) - len(bad),
        "left": left,
        "heading": heading,
        "refused": refused,
        "carried": carried(request),
    }
    return render(request, "pad/review.html", context)


def go_on(request: HttpRequest, member: Member) -> HttpResponse:
    typed = with_choice(request, forms.typed_lines(request.POST))
    if not typed:
        return ask(request, member, NOTHING_THERE)
    lines = looked_at(request, member, typed)
    left = forms.unticked(request.POST)
    asked = request.POST["asked"]
    bad = [line for line in lines if not line.is_good]
    if asked not in ("pad", "basket"):
        return look(request, member, lines, left=left)
    if bad and "leave_out" not in request.POST:
        return look(request, member, lines, left=left, refused=MEND_FIRST)
    taken = [line for line in lines if line.is_good and line.typed.number not in left]
    say_what_is_left_out(request, [line for line in lines if line not in taken])
    if asked == "pad":
        return on_the_pad(request, member, taken)
    return into_the_basket(request, member, lines, taken, left)


def with_choice(request: HttpRequest, typed: Sequence[Typed]) -> list[Typed]:
    """A button names a line and the goods that it shall mean."""
    asked = request.POST.get("asked", "")
    number, _, rest = asked.removeprefix("take:").partition(":")
    product, _, sku = rest.partition(":")
    if not asked.startswith("take:") or not (number.isdecimal() and product.isdecimal() and len(product) < 19):
        return list(typed)
    return [
        Typed(each.number, sku[:120], each.quantity, int(product)) if str(each.number) == number else each
        for each in typed
    ]


def say_what_is_left_out(request: HttpRequest, lines: Sequence[Checked]) -> None:
    if not lines:
        return
    names = "; ".join(f"line {line.typed.number}, “{line.typed.words}”" for line in lines[:10])
    more = f" and {len(lines) - 10} more" if len(lines) > 10 else ""
    messages.warning(request, f"Left out: {names}{more}.")


def numbers_of(taken: Sequence[Checked]) -> dict[int, int]:
    return {line.ware.product: line.quantity for line in taken if line.ware and line.quantity}


def on_the_pad(request: HttpRequest, member: Member, taken: Sequence[Checked]) -> HttpResponse:
    """Beside what stood there; of the same goods the pasted number counts."""
    numbers = forms.pairs(carried(request)) or queries.in_basket(request.user)
    numbers |= numbers_of(taken)
    typed = {pk: str(number) for pk, number in numbers.items()}
    count = len(taken)
    messages.success(request, f"{'1 line is' if count == 1 else f'{count} lines are'} on your pad. Look, then order.")
    return show(request, Pad(request, member, timezone.now(), typed=typed))


def into_the_basket(
    request: HttpRequest, member: Member, lines: Sequence[Checked], taken: Sequence[Checked], left: set[int]
) -> HttpResponse:
    rows = rows_by_key(request, member, numbers_of(taken))
    wanted: dict[Row, int] = {rows[pk]: number for pk, number in numbers_of(taken).items() if pk in rows}
    try:
        filled = fill(basket=request.basket, wanted=wanted)  # type: ignore[attr-defined]
    except (Refusal, PermissionDenied) as refusal:
        words = str(refusal) if isinstance(refusal, Refusal) else ORDERED_MEANWHILE
        return look(request, member, lines, left=left, refused=words)
    said = "; ".join(in_words(line) for line in taken[:3])
    messages.success(request, done(filled) if filled.any else f"Your basket holds just this already: {said}.")
    return redirect("basket:summary")
