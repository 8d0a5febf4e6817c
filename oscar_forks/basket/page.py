"""The basket's page. Changed in place, or by posting it whole: both ways the answer says what is so now."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View
from django_htmx.http import HttpResponseClientRedirect
from oscar.core.loading import get_class, get_model

from oscar_forks.basket import fragments, mending, taken_out
from oscar_forks.basket.forms import BasketForm
from shop.goods.queries import pictured
from shop.goods.shelves import shelves

Applicator = get_class("offer.applicator", "Applicator")
BasketMessageGenerator = get_class("basket.utils", "BasketMessageGenerator")
Voucher = get_model("voucher", "Voucher")

ORDERED_MEANWHILE = "This basket has just been ordered. Your next one is empty."
LONGEST_CODE = 128
SAVED = "Your basket is up to date."


class BasketView(TemplateView):
    """Shown whole, or only what has changed where htmx asks."""

    def get_template_names(self):
        request: Any = self.request
        return ["oscar/basket/partials/changed.html" if request.htmx else "oscar/basket/basket.html"]

    def get_context_data(self, form=None, **kwargs):
        request: Any = self.request
        basket = request.basket
        form = form or BasketForm(basket=basket)
        lines = basket.all_lines()
        prefetch_related_objects(lines, pictured("product__images", "line"))
        matters = mending.matters(lines)
        sums = basket.sums
        parts = [{"part": part, "rows": [self.row(form, line, matters) for line in part.lines]} for part in sums.parts]
        return super().get_context_data(
            form=form,
            sums=sums,
            parts=parts,
            matters=list(matters.values()),
            stopping=sum(matter.stops for matter in matters.values()),
            vouchers=basket.used_vouchers if parts else [],
            takes_vouchers=bool(parts) and (bool(basket.used_vouchers) or Voucher.objects.exists()),
            taken_out=taken_out.remembered(request, now=timezone.now()),
            code=request.GET.get("code", "")[:LONGEST_CODE],
            shelves=[] if parts else [each for each in shelves() if each.depth == 1],
            count=self.count if request.htmx else "",
            **kwargs,
        )

    def row(self, form, line, matters):
        return form.row(line) | {"matter": matters.get(line.pk), "deposited": line.deposited}

    def count(self):
        """For the header, where the page has it already."""
        request: Any = self.request
        return fragments.counted(request.basket)

    def post(self, request, *args, **kwargs):
        basket = request.basket
        form = BasketForm(request.POST, basket=basket)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        offers_before = basket.applied_offers()
        try:
            saved = form.save()
        except PermissionDenied:
            return ordered_meanwhile(request)
        if saved.removed:
            taken_out.remember(request, saved.removed, now=timezone.now())
        elif saved.said:
            taken_out.forget(request)
        recount(request, saved.lines, offers_before)
        mended = form.cleaned_data["everything"] == BasketForm.MEND
        said = f"{'. '.join(saved.said)}." if saved.said and (mended or saved.removed) else SAVED
        if mended or not (saved.removed or request.htmx):  # what is taken out is said where it can be put back
            messages.success(request, said)
        if not request.htmx:
            return redirect("basket:summary")
        return self.render_to_response(self.get_context_data(said=said))


def ordered_meanwhile(request):
    messages.error(request, ORDERED_MEANWHILE)
    return HttpResponseClientRedirect(reverse("basket:summary")) if request.htmx else redirect("basket:summary")


class PutBackView(View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        lines = taken_out.remembered(request, now=timezone.now())
        try:
            count, gone = taken_out.put_back(basket=request.basket, lines=lines)
        except PermissionDenied:
            return ordered_meanwhile(request)
        taken_out.forget(request)
        if count:
            messages.success(request, "It is back in your basket." if count == 1 else f"{count} lines are back.")
        for title in gone:
            messages.warning(request, f"{title} is no longer sold.")
        if not lines:
            messages.info(request, "There is nothing left to put back.")
        return redirect("basket:summary")


def recount(request, lines, offers_before):
    """With the lines at hand: what the offers give now, and which of them came or went."""
    basket = request.basket
    basket.recount(lines)
    if not lines:
        return
    Applicator().apply(basket, request.user, request)
    told = BasketMessageGenerator().get_messages(basket, offers_before, basket.applied_offers())
    for level, words in told:
        messages.add_message(request, level, words, extra_tags="safe noicon")
